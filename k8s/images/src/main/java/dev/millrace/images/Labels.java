package dev.millrace.images;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an image says of itself, by the names of the OCI image specification.
 *
 * @param version tag of the images
 * @param revision commit that they were built from
 * @param source address of the repository, null where nobody said
 */
public record Labels(String version, String revision, @Nullable String source) {
    private static final String PREFIX = "org.opencontainers.image.";

    public Labels {
        if (version.isBlank() || revision.isBlank()) {
            throw new IllegalArgumentException(
                    "version '" + version + "' and revision '" + revision + "' must not be empty");
        }
    }

    Map<String, String> of(ProcessImage image) {
        var labels = new TreeMap<String, String>();
        labels.put(PREFIX + "title", "millrace/" + image.name());
        labels.put(PREFIX + "version", version);
        labels.put(PREFIX + "revision", revision);
        labels.put(PREFIX + "licenses", "Apache-2.0");
        if (source != null) {
            labels.put(PREFIX + "source", source);
        }
        return labels;
    }
}
