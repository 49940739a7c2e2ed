package dev.millrace.local.demo;

import dev.millrace.servicekit.KafkaClients;

/** The running platform as the demo sees it; the command line implements it over its supervisor. */
public interface DemoPlatform {
    /** Name of the anomaly model. */
    String SENSOR_MODEL = "sensor-anomaly";

    /** Name of the recommender. */
    String USER_MODEL = "recommender";

    KafkaClients kafka();

    /**
     * Trains a model from the topics' history and publishes it live; returns its version. It may return before the worker
     * has swapped: the demo sees the swap by the version in the results.
     */
    String train(String model, ProgressListener progress) throws Exception;

    /** Seconds from the start of the platform until every process was ready. */
    double readySeconds();

    /** Largest sum of the resident memory of all processes so far, MB. */
    long peakRssMb();

    /** How often a process had to be started again so far. */
    int restarts();
}
