package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRefs;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features that are written together, as one row per entity.
 *
 * @param entities by name; none: the view has one row for all
 * @param ttl how old a row may be when it is read; null: any age
 * @param owner who writes it
 */
public record FeatureView(
        String name,
        List<String> entities,
        List<Feature> features,
        @Nullable Duration ttl,
        String owner,
        String description) {
    public FeatureView {
        Names.require("views", name);
        entities = List.copyOf(entities);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("views: " + name + " has no features");
        }
        Names.requireUnique("views: features of " + name, features, Feature::name);
        Names.requireUnique("views: entities of " + name, entities, entity -> entity);
        if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
            throw new IllegalArgumentException("views: ttl of " + name + " is " + ttl + ", which is not positive");
        }
    }

    /** All features, in the order declared. */
    public FeatureRefs refs() {
        return FeatureRefs.of(name, features.stream().map(Feature::name).toList());
    }

    /** The feature of a name, or null. */
    public @Nullable Feature feature(String feature) {
        return features.stream()
                .filter(one -> one.name().equals(feature))
                .findFirst()
                .orElse(null);
    }
}
