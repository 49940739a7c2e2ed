package dev.millrace.observer.lag;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the lag of all subjects by one set of Admin calls: sizes of the topics where they are not known, then ends, starts and the
 * offsets of the groups, all at once and under one deadline.
 *
 * <p>What a lag counts is written at {@link PartitionOffsets}. A few offsets that stay may be markers of transactions without a
 * record between them: {@link MarkerProbe} looks. Share groups count for themselves (KIP-1226); expired records are left out here too.
 */
public final class LagReader implements LagSource {
    private final Admin admin;
    private final GroupOffsets groups;
    private final TopicSizes sizes;
    private final MarkerProbe probe;
    private final Duration timeout;
    private final LongSupplier nanos;

    /** Leaves {@code admin} and {@code probe} open. */
    public LagReader(Admin admin, MarkerProbe probe, Duration timeout, LongSupplier nanos) {
        this.admin = admin;
        this.groups = new GroupOffsets(admin, nanos);
        this.sizes = new TopicSizes(admin, nanos);
        this.probe = probe;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    @Override
    public Map<Subject, Lag> read(Collection<Subject> subjects) throws InterruptedException {
        return look(subjects, Set.of()).lags();
    }

    /** Reads subjects, and besides the ends of {@code others}, topics that nobody need read. */
    public Reading look(Collection<Subject> subjects, Set<String> others) throws InterruptedException {
        var round = new Round(nanos.getAsLong() + timeout.toNanos(), (int) timeout.toMillis());
        var lags = new HashMap<Subject, Lag>();
        var ends = new HashMap<String, long[]>();
        try {
            var topics = new HashSet<>(others);
            subjects.forEach(subject -> topics.add(subject.topic()));
            Map<String, Integer> partitions = sizes.of(topics, round.millis, round.deadline);
            Set<Subject> existing = new HashSet<>(subjects);
            existing.removeIf(subject -> !partitions.containsKey(subject.topic()));
            var asked = round.ask(existing, partitions);
            for (Subject subject : subjects) {
                Integer count = partitions.get(subject.topic());
                Lag lag = count == null ? new Lag.NoTopic() : round.lag(subject, count, asked);
                lags.put(subject, lag);
                if (lag instanceof Lag.Known known) {
                    ends.put(subject.topic(), known.ends());
                }
            }
            for (String topic : others) {
                Integer count = partitions.get(topic);
                if (count != null && !ends.containsKey(topic)) {
                    round.ends(topic, count, asked, ends);
                }
            }
        } catch (Failure e) {
            subjects.forEach(subject -> lags.put(subject, new Lag.Unknown(String.valueOf(e.getMessage()))));
        }
        probe.retain(subjects);
        return new Reading(lags, ends);
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Answers that are on their way. */
    private record Asked(ListOffsetsResult ends, ListOffsetsResult starts, GroupOffsets.Asked groups) {}

    /** One set of calls. */
    private final class Round {
        private final long deadline;
        private final int millis;

        Round(long deadline, int millis) {
            this.deadline = deadline;
            this.millis = millis;
        }

        Asked ask(Set<Subject> subjects, Map<String, Integer> counts) {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            var earliest = new HashMap<TopicPartition, OffsetSpec>();
            counts.forEach((topic, count) -> partitions(topic, count).forEach(partition -> {
                latest.put(partition, OffsetSpec.latest());
                earliest.put(partition, OffsetSpec.earliest());
            }));
            return new Asked(
                    offsets(latest, IsolationLevel.READ_COMMITTED),
                    offsets(earliest, IsolationLevel.READ_UNCOMMITTED),
                    groups.ask(subjects.stream().map(Subject::group).collect(Collectors.toSet()), millis));
        }

        private ListOffsetsResult offsets(Map<TopicPartition, OffsetSpec> wanted, IsolationLevel isolation) {
            return admin.listOffsets(wanted, new ListOffsetsOptions(isolation).timeoutMs(millis));
        }

        /** A subject that fails leaves the others known. */
        Lag lag(Subject subject, int count, Asked asked) throws InterruptedException {
            try {
                List<TopicPartition> partitions = partitions(subject.topic(), count);
                long[] ends = gather(partitions, asked.ends);
                long[] starts = gather(partitions, asked.starts);
                return subject.share()
                        ? asked.groups.shareLag(subject, starts, ends, deadline)
                        : lag(subject, offsets(subject, partitions, starts, ends, asked), ends);
            } catch (Failure e) {
                forget(subject.topic(), e);
                return new Lag.Unknown(
                        subject.topic() + " of " + subject.group().name() + ": " + e.getMessage());
            }
        }

        private Lag lag(Subject subject, PartitionOffsets[] offsets, long[] ends) {
            long[] waiting = probe.withoutMarkers(subject, offsets);
            long[] committed = Arrays.stream(offsets)
                    .mapToLong(PartitionOffsets::committed)
                    .toArray();
            long[] next =
                    Arrays.stream(offsets).mapToLong(PartitionOffsets::next).toArray();
            return new Lag.Known(ends, committed, next, waiting);
        }

        void ends(String topic, int count, Asked asked, Map<String, long[]> ends) throws InterruptedException {
            try {
                ends.put(topic, gather(partitions(topic, count), asked.ends));
            } catch (Failure e) {
                forget(topic, e);
            }
        }

        private void forget(String topic, Failure e) {
            if (e.is(UnknownTopicOrPartitionException.class)) {
                sizes.forget(topic);
            }
        }

        private long[] gather(List<TopicPartition> partitions, ListOffsetsResult answers)
                throws InterruptedException, Failure {
            long[] offsets = new long[partitions.size()];
            for (int partition = 0; partition < offsets.length; partition++) {
                offsets[partition] = Math.max(
                        0,
                        Failure.await(answers.partitionResult(partitions.get(partition)), deadline, nanos)
                                .offset());
            }
            return offsets;
        }

        private PartitionOffsets[] offsets(
                Subject subject, List<TopicPartition> partitions, long[] starts, long[] ends, Asked asked)
                throws InterruptedException, Failure {
            long[] committed = asked.groups.committed(subject, partitions, deadline);
            long[] highest = highWatermarks(partitions, ends, committed);
            var offsets = new PartitionOffsets[ends.length];
            for (int partition = 0; partition < ends.length; partition++) {
                offsets[partition] = new PartitionOffsets(
                        starts[partition], ends[partition], highest[partition], committed[partition]);
            }
            return offsets;
        }

        /** Asked only where it matters, which is rare: a commit past what readers of committed records can see. */
        private long[] highWatermarks(List<TopicPartition> partitions, long[] ends, long[] committed)
                throws InterruptedException, Failure {
            var wanted = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < ends.length; partition++) {
                if (committed[partition] > ends[partition]) {
                    wanted.put(partitions.get(partition), OffsetSpec.latest());
                }
            }
            long[] highest = ends.clone();
            if (!wanted.isEmpty()) {
                ListOffsetsResult answers = offsets(wanted, IsolationLevel.READ_UNCOMMITTED);
                for (TopicPartition partition : wanted.keySet()) {
                    highest[partition.partition()] = Failure.await(answers.partitionResult(partition), deadline, nanos)
                            .offset();
                }
            }
            return highest;
        }
    }
}
