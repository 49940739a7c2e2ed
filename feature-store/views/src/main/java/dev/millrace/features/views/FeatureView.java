package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRefs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
    /** When the row was true, in history files. */
    public static final String EVENT_TIMESTAMP = "event_timestamp";
    /** When the row was written, in history files. */
    public static final String CREATED_TIMESTAMP = "created_timestamp";

    private static final Set<String> HISTORY_COLUMNS = Set.of(EVENT_TIMESTAMP, CREATED_TIMESTAMP);

    public FeatureView {
        Names.require("views", name);
        entities = List.copyOf(entities);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("views: " + name + " has no features");
        }
        for (Feature feature : features) {
            if (HISTORY_COLUMNS.contains(feature.name())) {
                throw new IllegalArgumentException("views: " + name + " has a feature '" + feature.name()
                        + "', which is a column of the rows' history: rename it");
            }
        }
        Names.requireUnique("views: features of " + name, features, Feature::name);
        Names.requireUnique("views: entities of " + name, entities, entity -> entity);
        if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
            throw new IllegalArgumentException("views: ttl of " + name + " is " + ttl + ", which is not positive");
        }
    }

    /** All features, in the order declared. */
    public FeatureRefs refs() {
        return FeatureRefs.of(name, names());
    }

    /** Names of all features, in the order declared. */
    List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    /** The feature of a name, or null. */
    public @Nullable Feature feature(String feature) {
        return features.stream()
                .filter(one -> one.name().equals(feature))
                .findFirst()
                .orElse(null);
    }
}
