package dev.millrace.observer.follow;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a few topics, all partitions, without a group. One that does not exist is looked for again and again. */
public final class TopicFollower implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    /** How far back {@link From#LATELY} is. What is told each second was told several times; clocks may differ by some of it. */
    private static final Duration BACK = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration NAP = Duration.ofMillis(50);

    /** Where a topic is read from. */
    public enum From {
        BEGINNING,
        /** Some seconds ago. */
        LATELY,
        /** What comes from now on. */
        END
    }

    /** Takes the records. */
    public interface Sink {
        /** One record; it is {@code fresh} where it came after the follower began. */
        void accept(ConsumerRecord<byte[], byte[]> one, boolean fresh);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, From> topics;
    private final Sink sink;
    private final Clock clock;
    private final Backoff backoff;
    private final Set<String> open;
    private final Set<String> missing = new HashSet<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private volatile boolean caughtUp;

    /** @param consumer without a group; closed with the follower */
    public TopicFollower(
            Consumer<byte[], byte[]> consumer, Map<String, From> topics, Sink sink, Clock clock, LongSupplier nanos) {
        this.consumer = consumer;
        this.topics = new TreeMap<>(topics);
        this.open = new HashSet<>(topics.keySet());
        this.sink = sink;
        this.clock = clock;
        this.backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), nanos);
    }

    /** Whether all that was there at the start has been read; stays so. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int doWork() {
        if (!open.isEmpty() && backoff.due()) {
            look();
        }
        if (consumer.assignment().isEmpty()) {
            LockSupport.parkNanos(NAP.toNanos());
            return 0;
        }
        try {
            int heard = 0;
            for (var one : consumer.poll(POLL)) {
                heard++;
                Long end = ends.get(new TopicPartition(one.topic(), one.partition()));
                sink.accept(one, end == null || one.offset() >= end);
            }
            caughtUp = caughtUp || isAtEnd();
            return heard;
        } catch (RetriableException e) {
            LOG.debug("{} are not read for now: {}", topics.keySet(), e.toString());
            return 0;
        }
    }

    private boolean isAtEnd() {
        return missing.containsAll(open)
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    private void look() {
        try {
            for (String topic : List.copyOf(open)) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                if (partitions.isEmpty()) {
                    noTopic(topic);
                } else {
                    follow(topic, partitions);
                }
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException e) {
            LOG.debug("{} cannot be followed yet: {}", open, e.toString());
        }
        if (!open.isEmpty()) {
            backoff.failed();
        }
        caughtUp = caughtUp || (ends.isEmpty() && missing.containsAll(open));
    }

    private void follow(String topic, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> last = consumer.endOffsets(partitions, ANSWER);
        Map<TopicPartition, OffsetAndTimestamp> lately =
                topics.get(topic) == From.LATELY ? consumer.offsetsForTimes(lately(partitions), ANSWER) : Map.of();
        var all = new HashSet<>(consumer.assignment());
        all.addAll(partitions);
        consumer.assign(all);
        if (topics.get(topic) == From.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            for (TopicPartition partition : partitions) {
                // Null where nothing is as young as that.
                OffsetAndTimestamp from = lately.get(partition);
                consumer.seek(partition, from == null ? last.getOrDefault(partition, 0L) : from.offset());
            }
        }
        ends.putAll(last);
        open.remove(topic);
        missing.remove(topic);
    }

    private Map<TopicPartition, Long> lately(Collection<TopicPartition> partitions) {
        var since = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> since.put(partition, clock.millis() - BACK.toMillis()));
        return since;
    }

    private void noTopic(String topic) {
        if (missing.add(topic)) {
            LOG.warn("topic {} does not exist: nothing is known of it until it is created", topic);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
