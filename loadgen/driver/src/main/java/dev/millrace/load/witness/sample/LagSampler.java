package dev.millrace.load.witness.sample;

import dev.millrace.contracts.Topics;
import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import dev.millrace.servicekit.Agent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Once a second, how far each consumer group of the platform's topics is behind: in records, and in seconds since the oldest record
 * that it has not committed was produced. How the seconds are told is written at {@link EndHistory}. Groups commit at intervals, so
 * a group that keeps up shows up to its commit interval.
 *
 * <p>A look that fails (the broker is away) leaves a gap and is counted. One thread works; the public methods are thread-safe.
 */
public final class LagSampler implements Agent {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Set<String> TOPICS =
            Topics.all(List.of()).stream().map(Topics.Spec::name).collect(Collectors.toUnmodifiableSet());
    private static final List<String> MODEL_TOPICS = List.of(Topics.inference(""), Topics.predictions(""));

    private final Admin admin;
    private final RunTime time;
    private final Metronome metronome;
    private final Map<TopicPartition, EndHistory> histories = new HashMap<>();
    private final Samples records = new Samples();
    private final Samples seconds = new Samples();
    private volatile Map<String, GroupLag> latest = Map.of();
    private final AtomicLong failures = new AtomicLong();

    /** Leaves {@code admin} open. */
    public LagSampler(Admin admin, RunTime time, LongSupplier nanos) {
        this.admin = admin;
        this.time = time;
        this.metronome = new Metronome(nanos, PERIOD);
    }

    @Override
    public int doWork() throws InterruptedException {
        if (!metronome.await()) {
            return 0;
        }
        try {
            sample();
        } catch (ExecutionException e) {
            failures.incrementAndGet();
        }
        return 1;
    }

    private void sample() throws InterruptedException, ExecutionException {
        GroupOffsets offsets = GroupOffsets.look(admin, LagSampler::isPlatforms);
        long now = time.nowMicros();
        offsets.ends().forEach((partition, end) -> histories
                .computeIfAbsent(partition, unseen -> new EndHistory(KEPT))
                .saw(now, end));
        Map<String, GroupLag> lags = new TreeMap<>();
        offsets.committed().forEach((group, partitions) -> {
            if (!partitions.isEmpty()) {
                lags.put(group, lag(offsets, group, partitions, now));
            }
        });
        latest = Map.copyOf(lags);
        records.add(now, values(lags, lag -> (double) lag.records()));
        seconds.add(now, values(lags, GroupLag::seconds));
    }

    private GroupLag lag(GroupOffsets offsets, String group, Map<TopicPartition, Long> partitions, long now) {
        GroupLag sum = GroupLag.NONE;
        for (var committed : partitions.entrySet()) {
            EndHistory history = histories.get(committed.getKey());
            long lag = offsets.lag(group, committed.getKey());
            if (history != null && lag > 0) {
                sum = sum.plus(lag, history.ageSeconds(committed.getValue(), now));
            }
        }
        return sum;
    }

    private static Map<String, Double> values(Map<String, GroupLag> lags, ToDoubleFunction<GroupLag> value) {
        Map<String, Double> values = new HashMap<>();
        lags.forEach((group, lag) -> values.put(group, value.applyAsDouble(lag)));
        return values;
    }

    private static boolean isPlatforms(String topic) {
        return TOPICS.contains(topic) || MODEL_TOPICS.stream().anyMatch(topic::startsWith);
    }

    /** As of the last look, by group. */
    public Map<String, GroupLag> latest() {
        return latest;
    }

    /** Looks that failed. */
    public long failures() {
        return failures.get();
    }

    /** Curves by group: plot {@code lag} in seconds, plot {@code lag records} in records. */
    public List<Series> series(int run, Duration warmUp) {
        return Stream.concat(
                        seconds.series("lag", "s", run, warmUp).stream(),
                        records.series("lag records", "records", run, warmUp).stream())
                .toList();
    }
}
