package dev.millrace.scaler.keda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.scaler.keda.ScaledObject.Fallback;
import dev.millrace.scaler.keda.ScaledObject.FallbackBehavior;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link ScaledObject} from the file that a cluster is given, defaults of KEDA 2.20 filled in. Unknown keys, values that the
 * API server would refuse, and what would make a cluster behave otherwise than {@link KedaHpa} are errors that name the key:
 * {@code scalingModifiers}, {@code useCachedMetrics}, annotations that pause, and triggers other than {@code kafka}, {@code cron},
 * {@code external} and {@code external-push}. Read over, since it changes no replica count: the namespace, labels, other
 * annotations, {@code kind} and container of the target, {@code restoreToOriginalReplicaCount}, the HPA's name and references to
 * credentials.
 */
public final class ScaledObjectYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String KIND = "ScaledObject";
    private static final String VERSION = "keda.sh/v1alpha1";
    private static final String PAUSES = "autoscaling.keda.sh/";
    private static final Set<String> OBJECT = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> METADATA = Set.of("name", "namespace", "labels", "annotations");
    private static final Set<String> SPEC = Set.of(
            "scaleTargetRef",
            "pollingInterval",
            "cooldownPeriod",
            "initialCooldownPeriod",
            "idleReplicaCount",
            "minReplicaCount",
            "maxReplicaCount",
            "fallback",
            "advanced",
            "triggers");
    private static final Set<String> TARGET = Set.of("name", "apiVersion", "kind", "envSourceContainerName");
    private static final Set<String> FALLBACK = Set.of("failureThreshold", "replicas", "behavior");
    private static final Set<String> ADVANCED =
            Set.of("restoreToOriginalReplicaCount", "horizontalPodAutoscalerConfig", "scalingModifiers");

    private ScaledObjectYaml() {}

    /** The one ScaledObject of a file, whatever else is in it. Throws {@link IllegalArgumentException} that names file and key. */
    public static ScaledObject read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Throws {@link IllegalArgumentException} that names the key. */
    public static ScaledObject parse(String yaml) {
        List<JsonNode> objects;
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            objects = documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(KIND))
                    .toList();
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException(e.getOriginalMessage() + line, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (objects.size() != 1) {
            var names = new ArrayList<String>();
            objects.forEach(each -> names.add(each.at("/metadata/name").asText()));
            throw new IllegalArgumentException(
                    objects.isEmpty()
                            ? "kind: there is no " + KIND + " in it"
                            : "kind: " + objects.size() + " of " + KIND + " (" + String.join(", ", names)
                                    + "); give each a file of its own");
        }
        return object(new YamlMap("", objects.get(0), OBJECT));
    }

    private static ScaledObject object(YamlMap object) {
        if (!VERSION.equals(object.text("apiVersion"))) {
            throw object.wrong("apiVersion", "'" + object.text("apiVersion") + "' is not " + VERSION);
        }
        YamlMap metadata = object.requiredMap("metadata", METADATA);
        for (String annotation : metadata.strings("annotations").keySet()) {
            if (annotation.startsWith(PAUSES)) {
                throw metadata.wrong("annotations", annotation + " overrides the triggers, which only KEDA does");
            }
        }
        return spec(metadata.required("name"), object.requiredMap("spec", SPEC));
    }

    private static ScaledObject spec(String name, YamlMap spec) {
        int min = spec.whole("minReplicaCount", 0, 0, Integer.MAX_VALUE);
        int max = spec.whole("maxReplicaCount", 100, 1, Integer.MAX_VALUE);
        if (min > max) {
            throw spec.wrong("minReplicaCount", min + " is more than maxReplicaCount, " + max);
        }
        YamlMap target = spec.requiredMap("scaleTargetRef", TARGET);
        List<YamlMap> triggers = spec.list("triggers", TriggerYaml.KEYS);
        if (triggers.isEmpty()) {
            throw spec.wrong("triggers", "missing; at least one is needed");
        }
        return new ScaledObject(
                name,
                target.required("name"),
                spec.whole("pollingInterval", 30, 1, Integer.MAX_VALUE),
                spec.whole("cooldownPeriod", 300, 0, Integer.MAX_VALUE),
                spec.whole("initialCooldownPeriod", 0, 0, Integer.MAX_VALUE),
                idle(spec, min),
                min,
                max,
                fallback(spec),
                BehaviorYaml.read(behavior(spec)),
                TriggerYaml.read(triggers));
    }

    private static @Nullable Integer idle(YamlMap spec, int min) {
        Integer idle = spec.whole("idleReplicaCount", 0, Integer.MAX_VALUE);
        if (idle != null && idle >= min) {
            throw spec.wrong("idleReplicaCount", idle + " is not less than minReplicaCount, " + min);
        }
        if (idle != null && idle > 0) {
            throw spec.wrong("idleReplicaCount", idle + ": the HPA undoes all but 0 (kedacore/keda#2314)");
        }
        return idle;
    }

    private static @Nullable Fallback fallback(YamlMap spec) {
        YamlMap fallback = spec.map("fallback", FALLBACK);
        if (fallback == null) {
            return null;
        }
        for (String key : List.of("failureThreshold", "replicas")) {
            if (!fallback.has(key)) {
                throw fallback.wrong(key, "missing");
            }
        }
        return new Fallback(
                fallback.whole("failureThreshold", 0, 0, Integer.MAX_VALUE),
                fallback.whole("replicas", 0, 0, Integer.MAX_VALUE),
                fallback.oneOf(
                        "behavior",
                        Map.of(
                                "static", FallbackBehavior.STATIC,
                                "currentReplicas", FallbackBehavior.CURRENT_REPLICAS,
                                "currentReplicasIfHigher", FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER,
                                "currentReplicasIfLower", FallbackBehavior.CURRENT_REPLICAS_IF_LOWER),
                        FallbackBehavior.STATIC));
    }

    private static @Nullable YamlMap behavior(YamlMap spec) {
        YamlMap advanced = spec.map("advanced", ADVANCED);
        if (advanced == null) {
            return null;
        }
        advanced.flag("restoreToOriginalReplicaCount");
        if (advanced.has("scalingModifiers")) {
            throw advanced.wrong("scalingModifiers", "formulas over triggers are evaluated by KEDA only");
        }
        YamlMap hpa = advanced.map("horizontalPodAutoscalerConfig", Set.of("name", "behavior"));
        return hpa == null ? null : hpa.map("behavior", BehaviorYaml.KEYS);
    }
}
