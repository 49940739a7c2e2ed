package dev.millrace.load.send;

/**
 * How far one flow of a sending process is.
 *
 * @param sent events handed to the producer, which are the first so many of the process's plan
 * @param acked of these, those that Kafka has taken
 * @param failed of these, those that it has refused or not taken in time
 * @param slipP50 microseconds from due to handed over, of the last second; in a last report of all
 */
public record FlowProgress(
        String topic, long sent, long acked, long failed, long slipP50, long slipP99, long slipMax) {}
