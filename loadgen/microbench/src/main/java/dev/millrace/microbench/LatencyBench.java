package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Clocks;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What one request waits for its answer at a rate far below the worker's limit. Requests leave by a schedule that no answer can
 * hold up, and a latency counts from the scheduled time, so that a stall of anything, this process included, is seen in every
 * request that it delayed. It ends when a consumer of {@code predictions.mlp} has the answer, under exactly-once one of committed
 * records.
 *
 * <p>Arguments: requests per second, seconds per case, guarantees, {@code batch.max} and compilers with commas; all optional.
 */
public final class LatencyBench {
    private static final int DISTINCT = 512;
    private static final int PARTITIONS = 4;

    /** Times the rate: as many requests as the JVM's compiler wants to see, or it is at work while the measurement runs. */
    private static final int WARM_UP_FACTOR = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Lab lab;
    private final Jit jit;
    private final byte[][] requests;
    private final int perSecond;
    private final int seconds;

    private LatencyBench(Lab lab, Jit jit, Workload workload, int perSecond, int seconds) {
        this.lab = lab;
        this.jit = jit;
        this.requests = workload.requests(DISTINCT);
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        List<String> guarantees = List.of((args.length > 2 ? args[2] : "effectively-once,exactly-once").split(",", -1));
        List<String> batches = List.of((args.length > 3 ? args[3] : "1").split(",", -1));
        List<String> jits = List.of((args.length > 4 ? args[4] : "QUICK,WHOLE").split(",", -1));
        Workload workload = Workload.PROTOBUF_784;
        Console.format("%s, %,d requests/s, %d s per case%n", workload, perSecond, seconds);
        Console.line("| guarantee | batch.max | compiler | p50 ms | p99 ms | p99.9 ms | max ms"
                + " | CPU µs per request: worker | broker |");
        Console.line("|---|---|---|---|---|---|---|---|---|");
        for (String name : jits) {
            Jit jit = Jit.valueOf(name);
            try (var lab = Lab.start(workload, jit)) {
                var bench = new LatencyBench(lab, jit, workload, perSecond, seconds);
                for (String guarantee : guarantees) {
                    for (String batch : batches) {
                        Console.line("| " + guarantee + " | " + batch + " | " + name + bench.run(guarantee, batch));
                    }
                }
            }
        }
    }

    private String run(String guarantee, String batch) throws Exception {
        var kafka = lab.kafka();
        try (var worker = lab.worker(Map.of("guarantee", guarantee, "batch.max", batch))
                        .awaitReady();
                var answers =
                        AnswerClock.start(kafka, Topics.predictions(Lab.MODEL), guarantee.equals("exactly-once"));
                var producer = kafka.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 0))) {
            producer.partitionsFor(Topics.inference(Lab.MODEL));
            send(producer, WARM_UP_FACTOR * perSecond, jit.warmUpSeconds());
            await(answers, (long) WARM_UP_FACTOR * perSecond * jit.warmUpSeconds());
            answers.reset();
            Duration workerBefore = worker.cpu();
            Duration brokerBefore = lab.broker().cpu();
            send(producer, perSecond, seconds);
            long sent = (long) perSecond * seconds;
            await(answers, sent);
            double workerMicros = worker.cpu().minus(workerBefore).toNanos() / 1e3 / sent;
            double brokerMicros = lab.broker().cpu().minus(brokerBefore).toNanos() / 1e3 / sent;
            Histogram found = answers.histogram();
            return String.format(
                    Locale.ROOT,
                    " | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f |",
                    found.getValueAtPercentile(50) / 1e6,
                    found.getValueAtPercentile(99) / 1e6,
                    found.getValueAtPercentile(99.9) / 1e6,
                    found.getMaxValue() / 1e6,
                    workerMicros,
                    brokerMicros);
        }
    }

    /** The scheduled time travels as the key, which the answer has too. */
    private void send(Producer<byte[], byte[]> producer, int rate, int forSeconds) {
        var nanos = Clocks.nanos();
        long start = nanos.getAsLong();
        long interval = 1_000_000_000L / rate;
        for (int i = 0; i < rate * forSeconds; i++) {
            long due = start + i * interval;
            for (long left = due - nanos.getAsLong(); left > 0; left = due - nanos.getAsLong()) {
                LockSupport.parkNanos(left);
            }
            byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(due).array();
            var message = new ProducerRecord<>(
                    Topics.inference(Lab.MODEL), i % PARTITIONS, key, requests[i % requests.length]);
            RequestContext.of(AnswerCheck.source(i), Clocks.wall().millis(), null)
                    .write(message.headers());
            var unused = producer.send(message); // a lost one is an answer that is missing
        }
    }

    private static void await(AnswerClock answers, long count) {
        var waiting = new Waiting(PATIENCE, POLL, "not every request was answered");
        while (answers.count() < count) {
            waiting.once();
        }
    }
}
