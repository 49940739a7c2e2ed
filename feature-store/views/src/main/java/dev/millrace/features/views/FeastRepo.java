package dev.millrace.features.views;

import java.nio.file.Path;
import java.util.Map;

/** The declarations as a Feast repository, which {@code feast apply} and Feast's servers read. */
public final class FeastRepo {
    /** Where Redis is when nobody says otherwise, in Feast's form. */
    public static final String CONNECTION = "localhost:6379";

    private FeastRepo() {}

    /**
     * Text by file name: {@code feature_store.yaml} and {@code definitions.py}.
     *
     * @param connection of Redis in Feast's form, {@code host:port}
     */
    public static Map<Path, String> files(FeatureViews views, String connection) {
        return Map.of(
                Path.of("feature_store.yaml"), storeYaml(views.project(), connection),
                Path.of("definitions.py"), FeastDefinitions.python(views));
    }

    private static String storeYaml(String project, String connection) {
        return """
                # Generated from feature-views.yaml; GenerateFeastRepo refreshes it.
                # The project is the suffix of every key in Redis. Feast's deletions match it as a suffix too: none of the projects in one
                # Redis may end with the name of another ("demo" and "mydemo").
                project: %s
                provider: local
                registry:
                  registry_type: file
                  path: registry.db
                  cache_ttl_seconds: 60
                online_store:
                  type: redis
                  connection_string: %s
                  # With true, a view that "feast apply" drops makes Feast scan all keys of the Redis, whoever they belong to.
                  full_scan_for_deletion: false
                  # Only what Feast itself writes; the platform's is redis.key-ttl of the materializer. Both expire whole entities.
                  # key_ttl_seconds: 604800
                offline_store:
                  type: file
                entity_key_serialization_version: 3
                """
                .formatted(project, connection);
    }
}
