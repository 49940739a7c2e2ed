package dev.millrace.contracts;

import java.util.List;
import java.util.Map;

/** The topics of the platform and how each is created. */
public final class Topics {
    public static final String SENSOR_READINGS = "sensor-readings";
    public static final String USER_EVENTS = "user-events";
    public static final String ITEM_CATALOG = "item-catalog";
    public static final String RECOMMENDATION_REQUESTS = "recommendation-requests";
    public static final String ANOMALY_SCORES = "anomaly-scores";
    public static final String ANOMALY_ALERTS = "anomaly-alerts";
    public static final String RECOMMENDATIONS = "recommendations";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String MODELS = "models";
    public static final String MODEL_COMPARISONS = "model-comparisons";
    public static final String FEATURES = "features";
    public static final String WORKER_REPORTS = "worker-reports";
    public static final String SCALER_FORECASTS = "scaler-forecasts";

    /** Largest value that an input topic accepts as valid; a larger one goes to {@link #DEAD_LETTERS}. */
    public static final int MAX_VALUE_BYTES = 256 * 1024;

    /** Largest record that the broker takes, so that an oversize value still arrives and fits into a dead letter. */
    public static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

    /** The largest record with the headers of a dead letter added. */
    public static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + 64 * 1024;

    /** Of the topics that are partitioned by key, unless whoever creates them decides otherwise. */
    public static final int KEYED_PARTITIONS = 4;

    /** Newest of each key, gone after an hour; small segments, since what is in the open one is neither compacted nor deleted. */
    private static final Map<String, String> SHORT_LIVED =
            Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000", "segment.ms", "600000");

    private Topics() {}

    /** Topic of the inference requests for one model: {@code inference.<model>}. */
    public static String inference(String model) {
        return "inference." + model;
    }

    /** Topic of the answers of a model that is served as it is, tensors in and tensors out: {@code predictions.<model>}. */
    public static String predictions(String model) {
        return "predictions." + model;
    }

    /** Requests and answers of a model that is served as it is. */
    public static List<Spec> ofTensorModel(String model) {
        Map<String, String> log = Map.of("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        return List.of(
                new Spec(inference(model), KEYED_PARTITIONS, log), new Spec(predictions(model), KEYED_PARTITIONS, log));
    }

    /** A topic to create: name, partitions and topic-level configuration. */
    public record Spec(String name, int partitions, Map<String, String> config) {}

    /** Every topic of the platform, for the models that it serves. */
    public static List<Spec> all(List<String> models) {
        Map<String, String> log = Map.of("max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        Map<String, String> compacted =
                Map.of("cleanup.policy", "compact", "max.message.bytes", Integer.toString(MAX_RECORD_BYTES));
        var specs = new java.util.ArrayList<>(List.of(
                new Spec(SENSOR_READINGS, KEYED_PARTITIONS, log),
                new Spec(USER_EVENTS, KEYED_PARTITIONS, log),
                new Spec(ITEM_CATALOG, KEYED_PARTITIONS, compacted),
                new Spec(RECOMMENDATION_REQUESTS, KEYED_PARTITIONS, log),
                new Spec(ANOMALY_SCORES, KEYED_PARTITIONS, log),
                new Spec(ANOMALY_ALERTS, KEYED_PARTITIONS, log),
                new Spec(RECOMMENDATIONS, KEYED_PARTITIONS, log),
                new Spec(DEAD_LETTERS, 1, Map.of("max.message.bytes", Integer.toString(MAX_DEAD_LETTER_BYTES))),
                new Spec(MODELS, 1, compacted),
                // One partition: the gate is a fold over this log, and every worker must fold the same order.
                new Spec(MODEL_COMPARISONS, 1, log),
                new Spec(FEATURES, KEYED_PARTITIONS, log),
                new Spec(WORKER_REPORTS, 1, SHORT_LIVED),
                new Spec(SCALER_FORECASTS, 1, compacted)));
        models.forEach(model -> specs.add(new Spec(inference(model), KEYED_PARTITIONS, log)));
        return List.copyOf(specs);
    }
}
