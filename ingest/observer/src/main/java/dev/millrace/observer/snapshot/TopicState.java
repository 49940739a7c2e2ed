package dev.millrace.observer.snapshot;

/**
 * One topic.
 *
 * @param endOffsetSum of its partitions: records ever written, markers of transactions among them
 * @param recordsPerSecond written over the last ten seconds
 */
public record TopicState(String topic, int partitions, long endOffsetSum, double recordsPerSecond) {}
