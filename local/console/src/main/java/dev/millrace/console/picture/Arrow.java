package dev.millrace.console.picture;

import org.jspecify.annotations.Nullable;

/**
 * What flows from one box to another: a topic, and the group that reads it.
 *
 * @param recordsPerSecond written to the topic
 * @param lagRecords that the group has not worked off; null where no group of ours reads it
 * @param lagSeconds age of the oldest of them
 * @param atMost whether the group is further than that, since it commits at intervals only
 * @param p50 of the time that a result spent on this way, milliseconds; null where none is measured
 */
public record Arrow(
        String id,
        String from,
        String to,
        String topic,
        double recordsPerSecond,
        @Nullable Long lagRecords,
        @Nullable Double lagSeconds,
        boolean atMost,
        @Nullable Double p50,
        @Nullable Double p99,
        Health health) {}
