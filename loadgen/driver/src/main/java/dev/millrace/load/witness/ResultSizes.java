package dev.millrace.load.witness;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How long the values of topics are. Thread-safe. */
final class ResultSizes {
    private record Sum(LongAdder bytes, LongAdder count) {}

    private final Map<String, Sum> byTopic = new ConcurrentHashMap<>();

    void add(String topic, int bytes) {
        Sum sum = byTopic.computeIfAbsent(topic, first -> new Sum(new LongAdder(), new LongAdder()));
        sum.bytes().add(Math.max(0, bytes));
        sum.count().increment();
    }

    double mean(String topic) {
        Sum sum = byTopic.get(topic);
        return sum == null ? 0 : (double) sum.bytes().sum() / sum.count().sum();
    }
}
