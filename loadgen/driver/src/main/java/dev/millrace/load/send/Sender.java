package dev.millrace.load.send;

import dev.millrace.load.plan.Encoder;
import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.servicekit.Agent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends one flow's events when they are due, never earlier, and never waits for an acknowledgement: an open loop. Where the
 * platform or this machine cannot keep up, events are late, not left out, and how late is measured (slip); whoever measures
 * latency counts from the due time, so that a stall shows in full and not only in the one event that met it ("coordinated
 * omission", Gil Tene). Memory is bounded by the producer's buffer: where that is full, {@code send} blocks and slip grows.
 *
 * <p>Threading: {@link #doWork} on one thread; progress is read from any one other; acknowledgements come on the producer's.
 */
final class Sender<E> implements Agent, Callback {
    /** A sleeping thread wakes about this late, so it is set to wake this early. */
    private static final long WAKES_LATE_NANOS = 50_000;
    /** At thousands of events a second a wake-up for each would cost more than the event: those due by then are sent together. */
    private static final long SHORTEST_PAUSE_NANOS = 500_000;
    /** So that a stop is noticed soon. */
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private static final int MOST_AT_ONCE = 256;
    private static final long LARGEST_SLIP_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1000;
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final String topic;
    private final Plan<E> plan;
    private final Encoder<E> encoder;
    private final Producer<byte[], byte[]> producer;
    private final RunClock clock;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final SingleWriterRecorder slip = new SingleWriterRecorder(1, LARGEST_SLIP_MICROS, DIGITS);
    private final Histogram all = new Histogram(1, LARGEST_SLIP_MICROS, DIGITS);
    private @Nullable Histogram interval;
    private @Nullable PlannedEvent<E> next;
    private volatile boolean done;
    private long wokenFor = -1;

    /** The producer is this sender's: closed with it. */
    Sender(String topic, Plan<E> plan, Encoder<E> encoder, Producer<byte[], byte[]> producer, RunClock clock) {
        this.topic = topic;
        this.plan = plan;
        this.encoder = encoder;
        this.producer = producer;
        this.clock = clock;
        this.next = plan.next();
    }

    /** Sends what is due, or waits a little; throws {@link SendFailedException} where Kafka did not take something. */
    @Override
    public int doWork() {
        requireTaken();
        PlannedEvent<E> event = next;
        if (event == null) {
            finish();
            return 0;
        }
        long now = clock.now();
        if (event.dueNanos() > now) {
            pause(event.dueNanos(), event.dueNanos() - now);
            return 0;
        }
        int count = 0;
        while (event != null && event.dueNanos() <= now && count < MOST_AT_ONCE) {
            now = send(event);
            count++;
            event = plan.next();
            next = event;
        }
        return count;
    }

    /** Sleeps until shortly before the event, then for the rest: its wake-up may come early, never its sending. */
    private void pause(long dueNanos, long early) {
        if (dueNanos == wokenFor && early <= WAKES_LATE_NANOS) {
            clock.pause(early);
            return;
        }
        wokenFor = dueNanos;
        clock.pause(Math.max(
                SHORTEST_PAUSE_NANOS - WAKES_LATE_NANOS, Math.min(early - WAKES_LATE_NANOS, LONGEST_PAUSE_NANOS)));
    }

    /** Returns when it was handed over. */
    private long send(PlannedEvent<E> event) {
        // No timestamp of ours: the record's own is when the producer took it, the due time is the plan's. The callback
        // tells what the future would.
        var unused = producer.send(new ProducerRecord<>(topic, encoder.key(event.event()), encoder.value(event)), this);
        sent.lazySet(sent.get() + 1);
        long now = clock.now();
        slip.recordValue(Math.min((now - event.dueNanos()) / NANOS_PER_MICRO, LARGEST_SLIP_MICROS));
        return now;
    }

    private void finish() {
        if (done) {
            clock.pause(LONGEST_PAUSE_NANOS);
        } else {
            producer.flush();
            requireTaken();
            done = true;
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            acked.incrementAndGet();
        } else {
            failed.incrementAndGet();
            failure.compareAndSet(null, exception);
        }
    }

    private void requireTaken() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new SendFailedException(
                    "topic " + topic + " did not take " + failed.get() + " of " + sent.get()
                            + " records, the first for: " + cause.getMessage(),
                    cause);
        }
    }

    /** True when all is sent and taken. */
    boolean done() {
        return done;
    }

    /** What was done since the last call; {@code whole}: since the begin. One thread calls it, not the sender's. */
    FlowProgress progress(boolean whole) {
        Histogram last = slip.getIntervalHistogram(interval);
        interval = last;
        all.add(last);
        Histogram told = whole ? all : last;
        return new FlowProgress(
                topic,
                sent.get(),
                acked.get(),
                failed.get(),
                told.getValueAtPercentile(50),
                told.getValueAtPercentile(99),
                told.getMaxValue());
    }

    /** Gives what is under way ten seconds to arrive. */
    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
