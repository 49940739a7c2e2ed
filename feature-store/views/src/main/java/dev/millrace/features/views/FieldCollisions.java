package dev.millrace.features.views;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Features that would overwrite each other. Feast names a feature's field in the hash of an entity by 32 bits of Murmur3, and all
 * views with the same join keys share that hash: of n features two collide with a probability of about n²/2³³.
 */
final class FieldCollisions {
    private FieldCollisions() {}

    /** Throws {@link IllegalArgumentException} that names both features. */
    static void refuse(List<FeatureView> views) {
        Map<Set<String>, List<FeatureView>> byHash =
                views.stream().collect(Collectors.groupingBy(view -> Set.copyOf(view.entities())));
        byHash.values().forEach(FieldCollisions::refuseInOneHash);
    }

    private static void refuseInOneHash(List<FeatureView> views) {
        Map<Integer, String> fields = new HashMap<>();
        for (FeatureView view : views) {
            for (Feature feature : view.features()) {
                String name = view.name() + ":" + feature.name();
                String other = fields.put(field(name), name);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "views: '" + other + "' and '" + name
                                    + "' would have the same field in the hash of an entity (Feast keeps 32 bits of a name): rename one");
                }
            }
        }
    }

    private static int field(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(bytes, 0, bytes.length, 0);
    }
}
