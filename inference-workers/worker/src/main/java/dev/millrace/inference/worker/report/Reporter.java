package dev.millrace.inference.worker.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WorkerReport;
import dev.millrace.inference.worker.stream.StreamSettings;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Backoff;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each second, the first time a second after the start, and besides when the worker is ready and at its end. It has a thread and a
 * producer of its own, so that it holds up nothing, and no report is ever part of a transaction. Whoever scales does without reports
 * that cannot be sent, and the worker goes on: they are told in the log, once.
 */
public final class Reporter implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** A producer takes a tenth of a second of the processor that a start of half a second needs. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
    private static final Duration LAST_REPORT = Duration.ofSeconds(1);

    /** Failures in a row that are told, and after which reports are tried less often. */
    private static final int TELLING = 3;

    /** Between two looks while the worker starts: how exactly the moment is known in which it is ready. */
    private static final Duration SHORT_NAP = Duration.ofMillis(20);

    private static final Duration NAP = Duration.ofMillis(100);

    private final String model;
    private final StreamSettings settings;
    private final long startedAt;
    private final ReportedMetrics work;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Backoff backoff;
    private volatile BooleanSupplier ready = () -> false;

    /** In a row; counted on the producer's thread as well. */
    private final AtomicInteger failures = new AtomicInteger();

    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Long readyAt;
    private long due;

    /**
     * @param startedAt of this process, epoch milliseconds
     * @param producers asked once, on the reporter's thread
     */
    public Reporter(
            String model,
            StreamSettings settings,
            long startedAt,
            ReportedMetrics work,
            Supplier<Producer<byte[], byte[]>> producers,
            Clock clock,
            LongSupplier nanos) {
        this.model = model;
        this.settings = settings;
        this.startedAt = startedAt;
        this.work = work;
        this.producers = producers;
        this.clock = clock;
        this.nanos = nanos;
        this.backoff = new Backoff(PERIOD.multipliedBy(2), LONGEST_SILENCE, nanos);
        this.due = nanos.getAsLong() + FIRST.toNanos();
    }

    /** A producer of reports: one that is lost matters to nobody when the next has come. */
    public static Producer<byte[], byte[]> producer(KafkaClients kafka) {
        return kafka.producer(Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.ACKS_CONFIG,
                "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                1024L * 1024L,
                ProducerConfig.BATCH_SIZE_CONFIG,
                16 * 1024,
                // A topic that does not exist holds a send for as long as this, and with it the end of the process.
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                1000L,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                5000));
    }

    /** Asked until it holds; then the worker counts as ready. */
    public void readyWhen(BooleanSupplier condition) {
        ready = condition;
    }

    @Override
    public int doWork() {
        boolean news = readyAt == null && ready.getAsBoolean();
        if (news) {
            long at = clock.millis();
            readyAt = at;
            work.started(Duration.ofMillis(Math.max(0, at - startedAt)));
        }
        long now = nanos.getAsLong();
        // A start that is quick is not held up by a report of it: the first one is due when it has had its time.
        boolean tell = news && producer != null;
        if (!backoff.due() || (!tell && now - due < 0)) {
            LockSupport.parkNanos((readyAt == null ? SHORT_NAP : NAP).toNanos());
            return 0;
        }
        due = now + PERIOD.toNanos();
        send(false);
        if (failures.get() < TELLING) {
            backoff.reset();
        } else {
            backoff.failed();
        }
        return 1;
    }

    private void send(boolean last) {
        long at = clock.millis();
        BatchSums.Sums sums = work.sums();
        var report = new WorkerReport(
                model,
                settings.instance(),
                settings.guarantee().label(),
                at,
                startedAt,
                readyAt,
                last ? Long.valueOf(at) : null,
                sums.batches(),
                sums.rows(),
                sums.rowsSquared(),
                sums.busySeconds(),
                sums.rowSeconds(),
                settings.batch().maxSize(),
                work.inHand());
        try {
            if (producer == null) {
                producer = producers.get();
            }
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.WORKER_REPORTS, report.key().getBytes(UTF_8), WorkerReport.CODEC.encode(report)),
                    (metadata, failure) -> outcome(failure));
        } catch (KafkaException e) {
            outcome(e);
        }
    }

    /** The first report of a process may be late on a busy machine: that is no news. */
    private void outcome(@Nullable Exception failure) {
        if (failure == null) {
            if (failures.getAndSet(0) >= TELLING) {
                LOG.info("reports on {} go on", Topics.WORKER_REPORTS);
            }
        } else if (failures.incrementAndGet() == TELLING) {
            LOG.warn(
                    "no reports on {} for now, so that this worker is scaled by what it is declared to do: {}",
                    Topics.WORKER_REPORTS,
                    failure.toString());
        }
    }

    @Override
    public void close() {
        if (failures.get() < TELLING) {
            send(true);
        }
        if (producer != null) {
            producer.close(LAST_REPORT);
        }
    }
}
