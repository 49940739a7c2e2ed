package dev.millrace.observer.lag;

import java.util.Map;

/**
 * What one look at Kafka has told.
 *
 * @param lags of each subject
 * @param ends of the partitions of those topics that could be read, past the last record that readers of committed records can see
 */
public record Reading(Map<Subject, Lag> lags, Map<String, long[]> ends) {}
