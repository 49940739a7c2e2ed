package dev.millrace.k8s.code;

import static dev.millrace.k8s.code.Right.group;
import static dev.millrace.k8s.code.Right.topic;
import static dev.millrace.k8s.code.Right.transactions;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.flink.items.ItemSignalsJob;
import dev.millrace.streams.flink.sensors.SensorWindowsJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each process does to Kafka, in the names of its code: the right-hand side that users must equal. Read and Write imply
 * Describe. {@code ProcessOperations} does each of these things on a broker.
 */
public final class ProcessRights {
    public static final String STREAMS_ID = "millrace-streams";
    public static final String MATERIALIZER = constant("dev.millrace.features.materializer.MaterializerMain", "GROUP");
    public static final String HISTORY = constant("dev.millrace.features.materializer.HistoryWiring", "GROUP");
    public static final String MIRROR = "millrace-mirror";
    public static final List<String> MODELS = List.of("recommender", "sensor-anomaly");

    private static final String READ = "Read";
    private static final String WRITE = "Write";
    private static final String INFERENCE = Topics.inference("");
    private static final String WORKERS = "worker.";

    private ProcessRights() {}

    /** Users and their rights under a guarantee: {@code effectively-once}, {@code exactly-once} or {@code share}. */
    public static Map<String, Set<Right>> of(String guarantee) {
        boolean transactional = guarantee.equals("exactly-once");
        var users = new TreeMap<String, List<Right>>();
        users.put(
                "millrace-flink-sensor-windows",
                flink(
                        transactional,
                        topic(Topics.SENSOR_READINGS, READ),
                        group(SensorWindowsJob.GROUP, READ),
                        topic(Topics.inference("sensor-anomaly"), WRITE),
                        topic(Topics.DEAD_LETTERS, WRITE)));
        users.put(
                "millrace-flink-item-signals",
                flink(
                        transactional,
                        topic(Topics.USER_EVENTS, READ),
                        group(ItemSignalsJob.GROUP, READ),
                        topic(Topics.FEATURES, WRITE)));
        users.put("millrace-streams", streams(transactional));
        users.put("millrace-worker-recommender", worker("recommender", Topics.RECOMMENDATIONS, guarantee));
        users.get("millrace-worker-recommender").add(topic(Topics.ITEM_CATALOG, READ));
        users.put("millrace-worker-sensor-anomaly", worker("sensor-anomaly", Topics.ANOMALY_SCORES, guarantee));
        users.put(
                "millrace-materializer",
                List.of(
                        topic(Topics.FEATURES, READ),
                        group(MATERIALIZER, READ),
                        group(HISTORY, READ),
                        topic(Topics.DEAD_LETTERS, WRITE)));
        users.put(
                "millrace-scaler",
                List.of(
                        topic(INFERENCE, READ).prefixed(),
                        group(WORKERS, "Describe").prefixed(),
                        topic(Topics.WORKER_REPORTS, READ),
                        topic(Topics.SCALER_FORECASTS, READ, WRITE)));
        users.put("millrace-observer", observer());
        var sets = new TreeMap<String, Set<Right>>();
        users.forEach((user, rights) -> sets.put(user, new HashSet<>(rights)));
        return sets;
    }

    /** Of jobs, which not every platform has; all read without a group. */
    public static Map<String, Set<Right>> jobs() {
        return Map.of(
                "millrace-training-sensor-anomaly",
                Set.of(topic(Topics.SENSOR_READINGS, READ), topic(Topics.MODELS, READ, WRITE)),
                "millrace-training-recommender",
                Set.of(topic(Topics.USER_EVENTS, READ), topic(Topics.MODELS, READ, WRITE)),
                "millrace-backup",
                Set.of(topic(Topics.MODELS, READ)),
                "millrace-restore",
                Set.of(topic(Topics.MODELS, READ, WRITE), topic(Topics.FEATURES, READ), group(MATERIALIZER, READ)));
    }

    /** KEDA's own kafka trigger looks, and reads nothing. */
    public static Set<Right> keda() {
        return Set.of(
                topic(INFERENCE, "Describe").prefixed(),
                group(WORKERS, "Describe").prefixed());
    }

    /** MirrorMaker in the centre: writes what it brings, keeps Kafka Connect's own topics, in transactions of its own. */
    public static Set<Right> mirror() {
        return Set.of(
                topic(Topics.SENSOR_READINGS, WRITE),
                topic(Topics.USER_EVENTS, WRITE),
                topic(MIRROR + "-", READ, WRITE, "Create", "Describe", "DescribeConfigs")
                        .prefixed(),
                group(MIRROR, READ),
                new Right("transactionalId", "connect-cluster-" + MIRROR, false, Set.of("Describe", WRITE)),
                transactions(MIRROR + "-"));
    }

    /** MirrorMaker at the edge: reads. */
    public static Set<Right> mirrorReader() {
        return Set.of(topic(Topics.SENSOR_READINGS, READ), topic(Topics.USER_EVENTS, READ));
    }

    /** Most that a producing team may do. */
    public static Set<Right> team() {
        return Set.of(
                topic(Topics.SENSOR_READINGS, WRITE),
                topic(Topics.USER_EVENTS, WRITE),
                topic(Topics.ITEM_CATALOG, WRITE),
                topic(Topics.RECOMMENDATION_REQUESTS, WRITE));
    }

    private static List<Right> flink(boolean transactional, Right... rights) {
        var all = new ArrayList<>(List.of(rights));
        if (transactional) {
            all.add(transactions("millrace-flink-"));
        }
        return all;
    }

    private static List<Right> streams(boolean transactional) {
        var all = new ArrayList<>(List.of(
                topic(Topics.USER_EVENTS, READ),
                topic(Topics.RECOMMENDATION_REQUESTS, READ),
                topic(Topics.ANOMALY_SCORES, READ),
                topic(Topics.ITEM_CATALOG, READ),
                topic(Topics.inference("recommender"), WRITE),
                topic(Topics.ANOMALY_ALERTS, WRITE),
                topic(Topics.FEATURES, WRITE),
                topic(Topics.DEAD_LETTERS, WRITE),
                topic(STREAMS_ID + "-", READ, WRITE, "Create", "Describe", "DescribeConfigs")
                        .prefixed(),
                group(STREAMS_ID, READ)));
        if (transactional) {
            all.add(transactions(STREAMS_ID + "-"));
        }
        return all;
    }

    private static List<Right> worker(String model, String output, String guarantee) {
        var all = new ArrayList<>(List.of(
                topic(Topics.inference(model), READ),
                topic(output, WRITE),
                topic(Topics.DEAD_LETTERS, WRITE),
                topic(Topics.MODELS, READ, WRITE),
                topic(Topics.MODEL_COMPARISONS, READ, WRITE),
                topic(Topics.WORKER_REPORTS, WRITE)));
        if (guarantee.equals("exactly-once")) {
            all.add(transactions(WORKERS + model + "."));
        }
        all.add(
                guarantee.equals("share")
                        ? group(WORKERS + model, READ, "AlterConfigs")
                        : group(WORKERS + model, READ));
        return all;
    }

    private static List<Right> observer() {
        var all = new ArrayList<>(List.of(topic(INFERENCE, READ).prefixed(), group("*", "Describe")));
        Topics.all(List.of()).forEach(topic -> all.add(topic(topic.name(), READ)));
        return all;
    }

    private static String constant(String type, String name) {
        try {
            var field = Class.forName(type).getDeclaredField(name);
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + "." + name + " is gone", e);
        }
    }
}
