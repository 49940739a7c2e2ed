package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Names of features by view, views in the order of their first feature: Feast's form. */
    Map<String, List<String>> byView() {
        Map<String, List<String>> byView = new LinkedHashMap<>();
        for (FeatureRef ref : features) {
            byView.computeIfAbsent(ref.view(), view -> new ArrayList<>()).add(ref.feature());
        }
        return byView;
    }
}
