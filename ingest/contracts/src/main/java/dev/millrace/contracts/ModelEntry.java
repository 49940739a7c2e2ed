package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code models}: one version of one model. The live version of a name is its newest entry with stage live.
 *
 * @param artifact where the ONNX file is and what it must hash to
 * @param traffic share of the live traffic, 0 to 1
 * @param metrics what training measured
 * @param createdAt epoch milliseconds
 */
public record ModelEntry(
        String name,
        String version,
        Stage stage,
        Artifact artifact,
        double traffic,
        Map<String, Double> metrics,
        @Nullable String description,
        long createdAt) {
    public static final Codec<ModelEntry> CODEC = Json.codec(ModelEntry.class);

    /** Key of the entry in the compacted topic: {@code name/version}. */
    public String key() {
        return name + "/" + version;
    }

    /** Where a version stands between training and retirement. */
    public enum Stage {
        @JsonProperty("candidate")
        CANDIDATE,
        @JsonProperty("shadow")
        SHADOW,
        @JsonProperty("canary")
        CANARY,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("retired")
        RETIRED
    }

    /** The model file: URI, SHA-256 in hexadecimal, size. */
    public record Artifact(String uri, String sha256, long bytes) {}
}
