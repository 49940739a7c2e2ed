package dev.millrace.microbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import dev.millrace.load.arrival.Arrivals;
import dev.millrace.load.arrival.RateCurve;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Requests for one model at the times of a plan, open loop, and what becomes of each: when its first answer was seen by a reader of
 * committed records, and whether it was answered more than once.
 */
final class ScalingTraffic implements AutoCloseable {
    private static final int KEYS = 1009;
    private static final double NANOS = 1e9;

    /** What the traffic itself asks of the broker is not what is looked at: requests in company, answers twenty times a second. */
    private static final Map<String, Object> SENDING = Map.of("linger.ms", 20);

    private static final Map<String, Object> READING =
            Map.of("isolation.level", "read_committed", "fetch.min.bytes", "1000000", "fetch.max.wait.ms", "50");

    private final String model;
    private final long[] due;
    private final long[] seen;
    private final int[] partitions;
    private final LongSupplier nanos = Clocks.nanos();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Producer<byte[], byte[]> producer;
    private final AgentRunner reader;
    private long begin;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    /** {@code due}: nanoseconds from the begin, one per request, rising. */
    ScalingTraffic(KafkaClients kafka, String model, long[] due) {
        this.model = model;
        this.due = due;
        this.seen = new long[due.length];
        this.partitions = new int[due.length];
        this.producer = kafka.producer(SENDING);
        var committed = KafkaClients.of(kafka.bootstrap(), READING);
        var topic = new TopicReader(committed, Topics.predictions(model), this::take);
        this.reader = AgentRunner.start("answers", topic, e -> failure.compareAndSet(null, e));
    }

    /** Due times that follow a curve, evenly spaced. */
    static long[] due(RateCurve curve, double seconds) {
        long[] due = new long[(int) Math.floor(curve.expected(seconds))];
        for (int i = 0; i < due.length; i++) {
            due[i] = Math.min(Math.round(curve.when(i) * NANOS), Arrivals.END - 1);
        }
        return due;
    }

    /** Sends everything at its time; returns when all of it is acknowledged. */
    void send() {
        begin = nanos.getAsLong();
        for (int i = 0; i < due.length; i++) {
            long wait = begin + due[i] - nanos.getAsLong();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            var request = new InferRequest(
                    WireForm.PROTOBUF,
                    Integer.toString(i),
                    List.of(Tensor.floats("x", new float[] {i}, 1, 1)),
                    List.of());
            int number = i;
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.inference(model), Integer.toString(i % KEYS).getBytes(UTF_8), request.encode(model)),
                    (metadata, problem) -> {
                        if (problem == null) {
                            partitions[number] = metadata.partition();
                        } else {
                            failure.compareAndSet(null, problem);
                        }
                    });
        }
        producer.flush();
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        try {
            int number = Integer.parseInt(InferResponse.decode(found.value()).id());
            if (seen[number] == 0) {
                seen[number] = nanos.getAsLong();
                answered.incrementAndGet();
            } else {
                repeated.incrementAndGet();
            }
        } catch (InvalidRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean done() {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("the traffic failed", problem);
        }
        return answered.get() == due.length;
    }

    int lost() {
        return due.length - answered.get();
    }

    int repeated() {
        return repeated.get();
    }

    int requests() {
        return due.length;
    }

    /** Monotonic nanoseconds of the begin. */
    long begin() {
        return begin;
    }

    /** Seconds from the begin at which a request was due. */
    double due(int request) {
        return due[request] / NANOS;
    }

    /** Where a request lies in its topic. */
    int partition(int request) {
        return partitions[request];
    }

    /** Seconds from when it was due to its answer. */
    double delay(int request) {
        return (seen[request] - begin - due[request]) / NANOS;
    }

    @Override
    public void close() throws InterruptedException {
        reader.close();
        producer.close();
    }
}
