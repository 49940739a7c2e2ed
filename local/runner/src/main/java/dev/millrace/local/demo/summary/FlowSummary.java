package dev.millrace.local.demo.summary;

import org.jspecify.annotations.Nullable;

/**
 * One flow, from the triggering event to its result.
 *
 * @param sent events sent, before and after training
 * @param results results received, repetitions left out
 * @param throughput results a second in the part after training
 * @param latencyMs Kafka timestamp of the result less that of the triggering event, in the steady part
 * @param steadyPart which part that is, in words
 * @param latencyAllMs the same from the first event to the last
 * @param slipMs how late the plan's due times were met by the sender in the part after training
 * @param modelVersion version that the model of this flow was trained to, null where that does not apply
 * @param swapSeconds from the end of training until the first result of that version, null where none came
 */
public record FlowSummary(
        long sent,
        long results,
        long lost,
        long duplicates,
        double throughput,
        Percentiles latencyMs,
        String steadyPart,
        Percentiles latencyAllMs,
        Percentiles slipMs,
        @Nullable String modelVersion,
        @Nullable Double swapSeconds) {}
