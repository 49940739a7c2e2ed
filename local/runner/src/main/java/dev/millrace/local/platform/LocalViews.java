package dev.millrace.local.platform;

import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/** The feature views of a platform on this machine: the platform's own and those of the file that a start named. */
public final class LocalViews {
    private LocalViews() {}

    /** Throws {@link IllegalArgumentException} where the file is wrong. */
    public static FeatureViews of(DataDir data) throws IOException {
        return Files.exists(data.definitions()) ? FeatureViewsYaml.withOwn(data.definitions()) : FeatureViewsYaml.own();
    }

    /** Keeps a file for this start and later ones. */
    static void keep(DataDir data, Path definitions) throws IOException {
        var unused = FeatureViewsYaml.withOwn(definitions); // a file that is wrong replaces nothing
        Files.copy(definitions, data.definitions(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What every process that knows features is told. */
    static Map<String, String> settings(DataDir data, String redisUri) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("redis.uri", redisUri));
        if (Files.exists(data.definitions())) {
            settings.put("features.definitions", data.definitions().toString());
            settings.put("redis.project", of(data).project());
        }
        return settings;
    }
}
