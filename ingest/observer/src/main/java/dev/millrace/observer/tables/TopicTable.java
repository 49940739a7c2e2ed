package dev.millrace.observer.tables;

import dev.millrace.observer.snapshot.TopicState;
import dev.millrace.observer.time.Growth;
import dev.millrace.observer.time.Rate;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is written to topics. */
public final class TopicTable {
    private final int partitionsMax;
    private final Counters counters;
    private final Map<String, Growth> totals = new HashMap<>();
    private final Map<String, Rate> rates = new HashMap<>();

    /** @param partitionsMax a topic of more has one series for all */
    public TopicTable(MeterRegistry registry, int partitionsMax) {
        this.partitionsMax = partitionsMax;
        this.counters = new Counters(ObserverMetrics.TOPIC_RECORDS, registry, Growth.Back.ANEW);
    }

    /** Partitions end there now; what is not among them is gone. */
    public List<TopicState> look(long millis, Map<String, long[]> ends) {
        var states = new ArrayList<TopicState>();
        var kept = new HashSet<List<String>>();
        new TreeMap<>(ends).forEach((topic, offsets) -> {
            long sum = Arrays.stream(offsets).sum();
            if (offsets.length > partitionsMax) {
                count(kept, sum, topic, Series.ALL);
            } else {
                for (int partition = 0; partition < offsets.length; partition++) {
                    count(kept, offsets[partition], topic, Integer.toString(partition));
                }
            }
            Growth total = totals.computeIfAbsent(topic, same -> new Growth(sum, Growth.Back.ANEW));
            total.to(sum);
            double rate = rates.computeIfAbsent(topic, same -> new Rate()).look(millis, total.total());
            states.add(new TopicState(topic, offsets.length, sum, rate));
        });
        counters.retain(kept);
        totals.keySet().retainAll(ends.keySet());
        rates.keySet().retainAll(ends.keySet());
        return states;
    }

    private void count(Set<List<String>> kept, long offset, String topic, String partition) {
        counters.to(offset, topic, partition);
        kept.add(List.of(topic, partition));
    }
}
