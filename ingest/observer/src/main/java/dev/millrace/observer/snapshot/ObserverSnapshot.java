package dev.millrace.observer.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What the observer saw last.
 *
 * @param at when Kafka was last read, epoch milliseconds; 0 before the first time
 * @param blind whether Kafka cannot be read now; the rest is then as old as {@code at}
 * @param topics by name, those of Kafka itself left out
 * @param groups by name
 * @param models versions that are not retired, by name and version
 * @param workers those that were heard within the last seconds and have not stopped, by model and instance
 * @param deadLetters since the observer started, by stage and kind
 * @param alertsFiring anomaly alerts that fire now, by severity: {@code low}, {@code medium}, {@code high}; each is there
 */
public record ObserverSnapshot(
        long at,
        boolean blind,
        List<TopicState> topics,
        List<GroupState> groups,
        List<ModelState> models,
        List<WorkerState> workers,
        List<DeadLetterCount> deadLetters,
        Map<String, Integer> alertsFiring) {
    /** Nothing was seen yet. */
    public static final ObserverSnapshot NOTHING =
            new ObserverSnapshot(0, true, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
}
