package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.PromotionGate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher says about a new version.
 *
 * @param name model name, such as {@code sensor-anomaly}
 * @param stage {@code LIVE}: workers swap to it at once
 * @param metrics what training measured, finite
 * @param traffic share of the keys: of a canary above 0, 1 when live, else 0
 * @param gate what decides on a shadow or canary; null where a person does
 */
public record Publication(
        String name,
        Stage stage,
        @Nullable String description,
        Map<String, Double> metrics,
        double traffic,
        @Nullable PromotionGate gate) {
    /** Share of a canary whose publisher names none. */
    public static final double CANARY_TRAFFIC = .1;

    public Publication {
        ModelNames.require(name);
        metrics = Map.copyOf(metrics);
        metrics.forEach((metric, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("metrics." + metric + ": " + value + " is not finite");
            }
        });
        requireTraffic(stage, traffic);
        if (gate != null && stage != Stage.SHADOW && stage != Stage.CANARY) {
            throw new IllegalArgumentException(
                    "gate: a " + label(stage) + " version has none, it decides on stage shadow or canary");
        }
    }

    /** Without a gate, with the traffic that is usual for the stage. */
    public Publication(String name, Stage stage, @Nullable String description, Map<String, Double> metrics) {
        this(name, stage, description, metrics, usualTraffic(stage), null);
    }

    public static Publication live(String name) {
        return new Publication(name, Stage.LIVE, null, Map.of());
    }

    /** Share of the keys where the publisher names none. */
    public static double usualTraffic(Stage stage) {
        return stage == Stage.LIVE ? 1 : stage == Stage.CANARY ? CANARY_TRAFFIC : 0;
    }

    private static void requireTraffic(Stage stage, double traffic) {
        if (stage == Stage.CANARY) {
            if (!(traffic > 0 && traffic <= 1)) {
                throw new IllegalArgumentException(
                        "traffic: " + traffic + " is not a share of the keys above 0, up to 1");
            }
        } else if (traffic != usualTraffic(stage)) {
            throw new IllegalArgumentException("traffic: " + traffic + " is for a canary only, a " + label(stage)
                    + " version takes " + (stage == Stage.LIVE ? "all" : "none"));
        }
    }

    private static String label(ModelEntry.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
