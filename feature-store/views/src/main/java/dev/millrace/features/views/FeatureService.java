package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRef;
import java.util.List;

/** A named list of features, of any views: what one model asks for. */
public record FeatureService(String name, List<FeatureRef> features, String owner, String description) {
    public FeatureService {
        Names.require("services", name);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("services: " + name + " has no features");
        }
        Names.requireUnique("services: features of " + name, features, FeatureRef::toString);
    }
}
