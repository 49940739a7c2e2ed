package dev.millrace.load.plan;

/** How sensors and their samples are called on the topics. Thread-safe. */
public interface SensorNames {
    String id(int sensor);

    /** The sensor of this id; −1 where it is none of this run. */
    int index(String sensorId);

    /** Event time of a sample, epoch milliseconds; rises with {@code sample}. */
    long time(int sensor, long sample);

    /** The sample at this event time; −1 where there is none. */
    long sample(int sensor, long time);
}
