package dev.millrace.k8s.code;

import dev.millrace.servicekit.Settings;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/**
 * The settings that one process's code reads, asked of that code.
 *
 * @param image of the process, without its tag
 * @param settings classes with a static {@code from(Settings)}
 */
public record ProcessCode(String image, List<String> settings) {
    /** Read by the shell around every process ({@code Service}, {@code LogSetup}) before any of ours runs. */
    private static final List<String> SHELL = List.of(
            "MILLRACE_PROCESS_NAME",
            "MILLRACE_LOG_FORMAT",
            "MILLRACE_HTTP_HOST",
            "MILLRACE_HTTP_PORT",
            "MILLRACE_RUN_DIR");

    /** Read by {@code KafkaClients}. */
    private static final List<String> KAFKA = List.of("MILLRACE_KAFKA_BOOTSTRAP", "MILLRACE_KAFKA_CLIENT_CONFIG");

    private static final List<ProcessCode> ALL = List.of(
            of("worker", "inference.worker.WorkerSettings"),
            of("worker-gpu", "inference.worker.WorkerSettings"),
            of("streams", "streams.kafka.StreamsSettings"),
            of(
                    "flink",
                    "streams.flink.sensors.SensorSettings",
                    "streams.flink.items.ItemSettings",
                    "streams.flink.kafka.DeliverySettings"),
            of(
                    "materializer",
                    "features.materializer.MaterializerSettings",
                    "features.materializer.HistorySettings",
                    "features.views.FeatureViewsSetting"),
            of("feature-server", "features.serving.ServingSettings"),
            of("scaler", "scaler.server.ScalerSettings"),
            of("observer", "observer.ObserverSettings"));

    /** The process of an image such as {@code millrace/worker:0.1.0}. */
    public static ProcessCode ofImage(String image) {
        String name = image.replaceFirst("^millrace/", "").replaceFirst(":.*$", "");
        return ALL.stream()
                .filter(code -> code.image.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + image + "' is the image of no process"));
    }

    private static ProcessCode of(String image, String... settings) {
        return new ProcessCode(
                image,
                List.of(settings).stream().map(name -> "dev.millrace." + name).toList());
    }

    /** What the code makes of an environment; throws what it throws of a bad or missing setting. */
    public List<Object> read(Map<String, String> environment) {
        var read = new ArrayList<Object>();
        for (String name : settings) {
            read.add(List.of(from(name, environment)));
        }
        return read;
    }

    /**
     * Whether the code looks at a key at all: with another value it reads something else, or refuses it. Only for keys of an
     * environment that {@link #read} takes.
     */
    public boolean knows(String key, Map<String, String> environment) {
        if (SHELL.contains(key) || (KAFKA.contains(key) && !image.equals("feature-server"))) {
            return true;
        }
        var other = new HashMap<>(environment);
        other.put(key, "no-value-of-any-setting");
        try {
            return differ(read(environment), read(other));
        } catch (IllegalArgumentException e) {
            return true; // refused, so it was looked at
        }
    }

    private static boolean differ(Object one, Object another) {
        try {
            Assertions.assertThat(one)
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> a.pattern().equals(b.pattern()), Pattern.class)
                    .isEqualTo(another);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    private static Object from(String type, Map<String, String> environment) {
        try {
            var from = Class.forName(type).getDeclaredMethod("from", Settings.class);
            from.setAccessible(true);
            Object read = from.invoke(null, Settings.load(new String[0], environment));
            return read == null ? "nothing" : read;
        } catch (ClassNotFoundException e) {
            if (type.startsWith("dev.millrace.observer.")) {
                return "nothing"; // joins the tree with its own module; until then it may have no settings here
            }
            throw new IllegalStateException("the settings of a process have moved: " + type, e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException | java.io.IOException e) {
            throw new IllegalStateException(type + " has no from(Settings)", e);
        }
    }
}
