package dev.millrace.load.run;

import dev.millrace.load.scenario.Models;
import dev.millrace.load.scenario.PlatformSpec;
import dev.millrace.load.scenario.Scenario;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scenario chooses, for its platform and in words. */
final class Setup {
    private static final String FLINK = "flink";

    private Setup() {}

    /** The scenario's platform; its windows are those that the traffic counts on. */
    static PlatformSpec platform(Scenario scenario) {
        PlatformSpec given = scenario.platform();
        if (scenario.sensors() == null) {
            return given;
        }
        Map<String, String> flink = new HashMap<>(given.settings().getOrDefault(FLINK, Map.of()));
        flink.put("window.size", Integer.toString(scenario.sensors().windowSize()));
        flink.put("window.hop", Integer.toString(scenario.sensors().windowHop()));
        Map<String, Map<String, String>> settings = new HashMap<>(given.settings());
        settings.put(FLINK, Map.copyOf(flink));
        return new PlatformSpec(
                given.guarantee(),
                given.optimise(),
                given.partitions(),
                given.workers(),
                given.heapMb(),
                given.cores(),
                settings,
                given.clients(),
                given.scaledBy());
    }

    static Map<String, String> inWords(Map<String, Scenario> variants) {
        var words = new LinkedHashMap<String, String>();
        variants.forEach((variant, scenario) ->
                of(scenario).forEach((key, value) -> words.put(variant.isEmpty() ? key : variant + ": " + key, value)));
        return words;
    }

    private static Map<String, String> of(Scenario scenario) {
        var words = new LinkedHashMap<String, String>();
        if (scenario.sensors() != null) {
            var load = scenario.sensors();
            words.put(
                    "sensors",
                    String.format(
                            "%,d sensors, skew %s, %s, %s, windows of %d every %d",
                            load.sensors(),
                            load.skew(),
                            load.arrivals(),
                            load.wire(),
                            load.windowSize(),
                            load.windowHop()));
        }
        if (scenario.users() != null) {
            var load = scenario.users();
            words.put(
                    "users",
                    String.format(
                            "%,d users, skew %s, %,d items, %s, %s",
                            load.users(), load.userSkew(), load.items(), load.arrivals(), load.wire()));
        }
        PlatformSpec platform = scenario.platform();
        words.put("guarantee", platform.guarantee() == null ? "effectively-once" : platform.guarantee());
        words.put("compiler", Boolean.TRUE.equals(platform.optimise()) ? "whole" : "quick");
        put(words, "partitions", platform.partitions());
        put(words, "workers", platform.workers());
        put(words, "heap, MiB", platform.heapMb());
        put(words, "cores", platform.cores());
        put(words, "settings", platform.settings());
        put(words, "Kafka clients", platform.clients());
        Models models = scenario.models();
        put(words, "anomaly model", models == null ? null : models.sensorAnomaly());
        put(words, "recommender", models == null ? null : models.recommender());
        words.put(
                "time",
                "warm-up " + scenario.warmUp().toSeconds() + " s, measured "
                        + scenario.duration().toSeconds() + " s, " + scenario.repeat() + " time"
                        + (scenario.repeat() == 1 ? "" : "s"));
        words.put("sending processes", Integer.toString(scenario.processes()));
        words.put("seed", Long.toString(scenario.seed()));
        words.put("prices", scenario.prices().toString());
        return words;
    }

    private static void put(Map<String, String> words, String key, @Nullable Object value) {
        if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
            words.put(key, value.toString());
        }
    }
}
