package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one batch, each hashed once. Not thread-safe: one instance per batch. */
final class FieldNames {
    /** Fields of one view; {@code byField} finds features that share one. */
    private record View(byte[] eventTime, Map<String, byte[]> byFeature, Map<ByteBuffer, String> byField) {}

    private final Map<String, View> views = new HashMap<>();

    byte[] eventTime(String view) {
        return view(view).eventTime();
    }

    byte[] feature(String view, String feature) {
        return view(view).byFeature().computeIfAbsent(feature, name -> FeastHash.feature(view, name));
    }

    private View view(String view) {
        return views.computeIfAbsent(
                view, name -> new View(FeastHash.eventTime(name), new HashMap<>(), new HashMap<>()));
    }

    /**
     * Why the row cannot be stored, or null: it has a feature that shares its 32-bit field with another feature of the view, so that
     * one would overwrite the other. Different views of one entity may collide too; only a registry of all views can see that.
     */
    @Nullable
    String collision(FeatureRow row) {
        View view = view(row.getFeatureView());
        for (FeatureRow.Feature feature : row.getFeaturesList()) {
            String name = feature.getName();
            if (!view.byFeature().containsKey(name)) {
                String other = view.byField().putIfAbsent(ByteBuffer.wrap(feature(row.getFeatureView(), name)), name);
                if (other != null) {
                    view.byFeature().remove(name);
                    return "features '" + other + "' and '" + name + "' of view '" + row.getFeatureView()
                            + "' have the same Feast field: rename one";
                }
            }
        }
        return null;
    }
}
