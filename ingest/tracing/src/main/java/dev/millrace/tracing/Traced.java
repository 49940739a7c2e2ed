package dev.millrace.tracing;

import java.util.Map;

/**
 * One result.
 *
 * @param traceparent of the triggering event
 * @param topic of the triggering event
 * @param partition of the triggering event
 * @param offset of the triggering event
 * @param origin Kafka timestamp of the triggering event, epoch milliseconds
 * @param stages milliseconds of each stage, in order; they follow each other from {@code origin} on
 */
public record Traced(
        String traceparent, String topic, int partition, long offset, long origin, Map<String, Double> stages) {
    /** Milliseconds from the origin until a stage was done; all of them where there is no such stage. */
    double until(String stage) {
        double sum = 0;
        for (Map.Entry<String, Double> one : stages.entrySet()) {
            sum += one.getValue();
            if (one.getKey().equals(stage)) {
                break;
            }
        }
        return sum;
    }
}
