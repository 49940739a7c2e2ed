package dev.millrace.k8s.code;

import dev.millrace.streams.flink.ClusterJob;
import dev.millrace.streams.flink.cluster.ClusterSettings;
import dev.millrace.streams.flink.items.ItemSignalsJob;
import dev.millrace.streams.flink.sensors.SensorWindowsJob;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;

/** What Flink and our jobs on it understand. */
public final class FlinkCode {
    public static final String ENTRY = ClusterJob.class.getName();
    public static final List<String> JOBS = List.of(SensorWindowsJob.NAME, ItemSignalsJob.NAME);

    private static final Map<String, ConfigOption<?>> OPTIONS = options();

    private FlinkCode() {}

    /** What is wrong with a key and its value; empty where Flink takes them. */
    public static String problem(String key, String value) {
        if (key.startsWith("metrics.reporter.")) {
            return ""; // of the reporter, by its name
        }
        ConfigOption<?> option = OPTIONS.get(key);
        if (option == null) {
            return "Flink does not know it";
        }
        try {
            Configuration.fromMap(Map.of(key, value)).get(option);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The configuration that the jobs have in the local process, without what is about its folder. */
    public static Map<String, String> local() {
        try {
            var settings = new ClusterSettings(Path.of("/tmp"), 1, Duration.ofSeconds(5), 64, 16);
            var job = Class.forName("dev.millrace.streams.flink.cluster.ClusterConfig")
                    .getDeclaredMethod("job", String.class, ClusterSettings.class, Path.class);
            job.setAccessible(true);
            return new TreeMap<>(((Configuration) job.invoke(null, "any", settings, Path.of("/tmp"))).toMap());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the local cluster's configuration has moved", e);
        }
    }

    /** Whether two values of a key mean the same, such as {@code 1 s} and {@code 1000 ms}. */
    public static boolean same(String key, String one, String another) {
        ConfigOption<?> option = OPTIONS.get(key);
        return option == null
                ? one.equals(another)
                : Configuration.fromMap(Map.of(key, one))
                        .get(option)
                        .equals(Configuration.fromMap(Map.of(key, another)).get(option));
    }

    private static Map<String, ConfigOption<?>> options() {
        var all = new ArrayList<ConfigOption<?>>();
        Stream.of(
                        CheckpointingOptions.class,
                        HighAvailabilityOptions.class,
                        MetricOptions.class,
                        PipelineOptions.class,
                        RestartStrategyOptions.class,
                        SecurityOptions.class,
                        StateBackendOptions.class,
                        TaskManagerOptions.class,
                        RocksDBConfigurableOptions.class)
                .flatMap(type -> Stream.of(type.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class)
                .forEach(field -> {
                    try {
                        all.add((ConfigOption<?>) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
        var byKey = new TreeMap<String, ConfigOption<?>>();
        all.forEach(option -> byKey.put(option.key(), option));
        return byKey;
    }
}
