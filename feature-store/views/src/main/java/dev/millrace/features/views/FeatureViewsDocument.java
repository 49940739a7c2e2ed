package dev.millrace.features.views;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of the YAML, before anything is checked. */
record FeatureViewsDocument(
        @Nullable String project,
        @Nullable List<EntityNode> entities,
        @Nullable List<ViewNode> views,
        @Nullable List<ServiceNode> services) {
    record EntityNode(
            @Nullable String name,
            @JsonProperty("join_key") @Nullable String joinKey,
            @Nullable String type,
            @Nullable String description) {}

    record ViewNode(
            @Nullable String name,
            @Nullable List<String> entities,
            @Nullable String ttl,
            @Nullable String owner,
            @Nullable String description,
            @Nullable List<FeatureNode> features) {}

    record FeatureNode(@Nullable String name, @Nullable String type, @Nullable String description) {}

    record ServiceNode(
            @Nullable String name,
            @Nullable List<String> features,
            @Nullable String owner,
            @Nullable String description) {}
}
