package dev.millrace.scaler.server.workers;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WorkerReport;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code worker-reports} from a few periods before now, so that who lives is known as soon as the end is reached. Without the
 * topic there are no reports, and it is looked for again.
 */
public final class ReportFollower implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(ReportFollower.class);

    /** A worker that lives has reported several times in this time; clocks may differ by some of it. */
    private static final Duration BACK = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration NAP = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Workers workers;
    private final Clock clock;
    private final Backoff backoff;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean assigned;
    private boolean missing;
    private volatile boolean caughtUp;

    /** @param consumer without a group; closed with the follower */
    public ReportFollower(Consumer<byte[], byte[]> consumer, Workers workers, Clock clock, LongSupplier nanos) {
        this.consumer = consumer;
        this.workers = workers;
        this.clock = clock;
        this.backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), nanos);
    }

    /** Whether every worker that lives has been heard; stays so. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int doWork() {
        if (!assigned) {
            assign();
            return 0;
        }
        try {
            int heard = 0;
            for (var one : consumer.poll(POLL)) {
                heard++;
                if (one.value() != null) {
                    read(one.value());
                }
            }
            caughtUp |=
                    ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
            return heard;
        } catch (RetriableException e) {
            LOG.debug("reports are not read for now: {}", e.toString());
            return 0;
        }
    }

    private void assign() {
        if (!backoff.due()) {
            LockSupport.parkNanos(NAP.toNanos());
            return;
        }
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.WORKER_REPORTS, ANSWER).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                noTopic();
                return;
            }
            consumer.assign(partitions);
            ends = new HashMap<>(consumer.endOffsets(partitions, ANSWER));
            var since = new HashMap<TopicPartition, Long>();
            partitions.forEach(partition -> since.put(partition, clock.millis() - BACK.toMillis()));
            consumer.offsetsForTimes(since, ANSWER).forEach(this::seek);
            assigned = true;
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException e) {
            backoff.failed();
            LOG.debug("{} cannot be followed yet: {}", Topics.WORKER_REPORTS, e.toString());
        }
    }

    private void seek(TopicPartition partition, @Nullable OffsetAndTimestamp from) {
        // Null where nothing is as young as that.
        consumer.seek(partition, from == null ? ends.getOrDefault(partition, 0L) : from.offset());
    }

    private void noTopic() {
        backoff.failed();
        caughtUp = true;
        if (!missing) {
            missing = true;
            LOG.warn(
                    "topic {} does not exist: workers are known as members of their groups only",
                    Topics.WORKER_REPORTS);
        }
    }

    private void read(byte[] value) {
        try {
            workers.report(WorkerReport.CODEC.decode(value));
        } catch (InvalidRecordException e) {
            LOG.debug("a record of {} is no report: {}", Topics.WORKER_REPORTS, e.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
