package dev.millrace.local.dlq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends records one after another, no faster than asked, and tells which ones the broker has. The order of calls is the
 * order in every partition. Ends within a second of a record that the broker refuses. Single-threaded.
 */
public final class Redriver {
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_OPEN = 500;

    private final Producer<byte[], byte[]> producer;
    private final double rate;
    private final LongSupplier nanos;
    private final LongConsumer pause;
    private final Sent sent;
    private final List<Open> open = new ArrayList<>();
    private long begun;
    private long settled;
    private long count;

    private record Open(LetterId id, Future<RecordMetadata> answer) {}

    /** Hears of records that the broker has; what it throws ends the run. */
    public interface Sent {
        void onSent(List<LetterId> ids) throws InterruptedException, ExecutionException;
    }

    /**
     * @param rate records per second, above 0
     * @param pause waits up to so many nanoseconds
     * @param sent told about once a second and at the end
     */
    public Redriver(Producer<byte[], byte[]> producer, double rate, LongSupplier nanos, LongConsumer pause, Sent sent) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("--rate: " + rate + " is not above 0");
        }
        this.producer = producer;
        this.rate = rate;
        this.nanos = nanos;
        this.pause = pause;
        this.sent = sent;
    }

    public void send(LetterId id, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException, ExecutionException {
        if (count == 0) {
            begun = nanos.getAsLong();
            settled = begun;
        }
        await(begun + (long) (count * 1e9 / rate));
        open.add(new Open(id, producer.send(record)));
        count++;
        if (open.size() >= MAX_OPEN || nanos.getAsLong() - settled >= SETTLE_NANOS) {
            settle();
        }
    }

    /** Waits for the broker's answers, tells which records it has, and throws the first refusal. */
    public void settle() throws InterruptedException, ExecutionException {
        producer.flush();
        var done = new ArrayList<LetterId>();
        @Nullable ExecutionException refusal = null;
        for (Open one : open) {
            try {
                one.answer().get();
                done.add(one.id());
            } catch (ExecutionException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        open.clear();
        settled = nanos.getAsLong();
        sent.onSent(done);
        if (refusal != null) {
            throw refusal;
        }
    }

    private void await(long due) throws InterruptedException {
        for (long left = due - nanos.getAsLong(); left > 0; left = due - nanos.getAsLong()) {
            pause.accept(Math.min(left, SETTLE_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
