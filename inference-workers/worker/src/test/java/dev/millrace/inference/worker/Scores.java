package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionTimeoutException;

/** Follows the scores of {@link Traffic} and holds each against what was promised. */
final class Scores implements AutoCloseable {
    /** First score of each window, by its end, which no other window has. */
    final Map<Long, AnomalyScore> first = new HashMap<>();

    final List<Arrival> arrivals = new ArrayList<>();

    /** Repetitions that say something else than the first score. */
    final List<String> contradictions = new ArrayList<>();

    /** First scores that came after a later one of their sensor. */
    final List<String> disorder = new ArrayList<>();

    private final Map<String, Long> newest = new HashMap<>();
    private final TopicReader reader;

    /**
     * @param at when the worker published it, epoch milliseconds
     * @param total milliseconds since the request
     */
    record Arrival(int partition, long at, double total, String version, boolean repeated) {}

    Scores(KafkaClients kafka) {
        this.reader = new TopicReader(kafka, Topics.ANOMALY_SCORES, this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        AnomalyScore score;
        try {
            score = AnomalyScore.CODEC.decode(found.value());
        } catch (InvalidRecordException e) {
            throw new AssertionError(e);
        }
        AnomalyScore before = first.putIfAbsent(score.windowEnd(), score);
        arrivals.add(new Arrival(
                found.partition(),
                found.timestamp(),
                score.timings().totalMillis(),
                score.model().version(),
                before != null));
        if (before == null) {
            Long last = newest.put(score.sensorId(), score.windowEnd());
            if (last != null && last > score.windowEnd()) {
                disorder.add(score.sensorId() + ": " + score.windowEnd() + " after " + last);
            }
        } else if (!content(before).equals(content(score))) {
            contradictions.add(content(before) + " and then " + content(score));
        }
    }

    /** Without what a second attempt may measure anew. */
    private static AnomalyScore content(AnomalyScore score) {
        return new AnomalyScore(
                score.sensorId(),
                score.windowStart(),
                score.windowEnd(),
                score.score(),
                score.threshold(),
                score.anomalous(),
                score.contributions(),
                score.model(),
                score.source(),
                score.features(),
                Timings.NONE,
                null);
    }

    long duplicates() {
        return arrivals.stream().filter(Arrival::repeated).count();
    }

    /** Reads on for so long; the way in which these tests let time pass. */
    void follow(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            reader.doWork();
        }
    }

    void await(String what, BooleanSupplier enough) {
        Await.until(what, () -> {
            reader.doWork();
            return enough.getAsBoolean();
        });
    }

    /** Every window from 0 to {@code sent} has its score, and that score is right; then looks on for what should not come. */
    void awaitAll(int sent) {
        awaitAll(sent, () -> {});
    }

    /** As {@link #awaitAll(int)}; {@code meanwhile} runs again and again while it waits. */
    void awaitAll(int sent, Runnable meanwhile) {
        try {
            await("all scores", () -> {
                meanwhile.run();
                return first.size() >= sent;
            });
        } catch (ConditionTimeoutException e) {
            String missing = LongStream.range(0, sent)
                    .filter(end -> !first.containsKey(end))
                    .limit(20)
                    .mapToObj(end -> end + " of s" + end % Traffic.SENSORS)
                    .collect(Collectors.joining(", "));
            throw new AssertionError(first.size() + " of " + sent + " windows have a score, not " + missing, e);
        }
        follow(Duration.ofMillis(300));
        assertThat(first).as("windows with a score").hasSize(sent);
        for (long end = 0; end < sent; end++) {
            assertThat(first).containsKey(end);
        }
    }

    void assertScores(double gain) {
        first.forEach((end, score) ->
                assertThat(score.score()).as("score of window %s", end).isEqualTo(gain * Traffic.score(end)));
    }

    /** Longest time without a result on any partition among those published since {@code from}, milliseconds. */
    long longestStall(long from, long to) {
        var last = new HashMap<Integer, Long>();
        long longest = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.at() >= from && arrival.at() <= to) {
                Long before = last.put(arrival.partition(), arrival.at());
                longest = Math.max(longest, before == null ? 0 : arrival.at() - before);
            }
        }
        return longest;
    }

    /** 99th percentile of the total milliseconds of the results published in that time. */
    double p99(long from, long to) {
        double[] totals = arrivals.stream()
                .filter(arrival -> arrival.at() >= from && arrival.at() < to)
                .mapToDouble(Arrival::total)
                .sorted()
                .toArray();
        assertThat(totals).as("results to measure").hasSizeGreaterThan(100);
        return totals[(int) (totals.length * .99)];
    }

    @Override
    public void close() {
        reader.close();
    }
}
