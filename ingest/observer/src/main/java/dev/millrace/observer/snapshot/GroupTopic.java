package dev.millrace.observer.snapshot;

/**
 * One topic as one group reads it.
 *
 * @param lagRecords that the group has not worked off, over all partitions
 * @param lagSeconds age of the oldest of them; 0 when caught up. Where that is older than what was watched it is at least so old
 * @param recordsPerSecond worked off over the last ten seconds, by what the group committed
 */
public record GroupTopic(String topic, long lagRecords, double lagSeconds, double recordsPerSecond) {}
