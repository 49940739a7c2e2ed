package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads {@code triggers}: those that can be evaluated outside of a cluster as well, with their metadata. */
final class TriggerYaml {
    static final Set<String> KEYS =
            Set.of("type", "name", "metricType", "metadata", "authenticationRef", "useCachedMetrics");

    private static final Set<String> AUTHENTICATION = Set.of("name", "kind");
    private static final Map<String, Consumer<Map<String, String>>> TYPES = Map.of(
            "kafka", KafkaTriggerSettings::of,
            "cron", CronTriggerSettings::of,
            "external", TriggerYaml::delay,
            "external-push", TriggerYaml::delay);

    private TriggerYaml() {}

    static List<Trigger> read(List<YamlMap> triggers) {
        var names = new HashSet<String>();
        return IntStream.range(0, triggers.size())
                .mapToObj(i -> {
                    Trigger trigger = trigger(triggers.get(i), i);
                    if (!names.add(trigger.name())) {
                        throw triggers.get(i).wrong("name", "'" + trigger.name() + "' is taken");
                    }
                    return trigger;
                })
                .toList();
    }

    private static Trigger trigger(YamlMap trigger, int index) {
        String type = trigger.required("type");
        Consumer<Map<String, String>> check = TYPES.get(type);
        if (check == null) {
            throw trigger.wrong(
                    "type",
                    "'" + type + "' is not evaluated outside of a cluster: " + Nearest.hint(type, TYPES.keySet()));
        }
        if (trigger.flag("useCachedMetrics")) {
            throw trigger.wrong("useCachedMetrics", "the HPA is always given fresh metrics here; leave it out");
        }
        trigger.map("authenticationRef", AUTHENTICATION);
        Map<String, String> metadata = trigger.strings("metadata");
        try {
            check.accept(metadata);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    trigger.wrong("metadata", String.valueOf(e.getMessage())).getMessage(), e);
        }
        String name = trigger.text("name");
        return new Trigger(
                type,
                name == null ? "s" + index + "-" + type : name,
                trigger.oneOf(
                        "metricType",
                        Map.of("AverageValue", MetricType.AVERAGE_VALUE, "Value", MetricType.VALUE),
                        MetricType.AVERAGE_VALUE),
                Map.copyOf(metadata));
    }

    private static void delay(Map<String, String> metadata) {
        if (DelayTriggerSettings.of(metadata).scalerAddress() == null) {
            throw new IllegalArgumentException("scalerAddress: missing");
        }
    }
}
