package dev.millrace.streams.kafka;

import dev.millrace.servicekit.Agent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the topics, starts Kafka Streams, and fails with the cause when one of its threads dies: the supervisor then starts
 * the process afresh, which as a static member gets its tasks back at once. A thread replaced in place would keep whatever
 * killed it.
 */
final class StreamsAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsAgent.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Admin admin;
    private final TopicCheck topics;
    private final KafkaStreams streams;
    private final Duration topicsDeadline;
    private final LongSupplier nanos;
    private final long startedAt;
    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private String lastProblem = "";
    private boolean started;

    StreamsAgent(Admin admin, TopicCheck topics, KafkaStreams streams, Duration topicsDeadline, LongSupplier nanos) {
        this.admin = admin;
        this.topics = topics;
        this.streams = streams;
        this.topicsDeadline = topicsDeadline;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        streams.setUncaughtExceptionHandler(cause -> {
            death.complete(cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** What Kafka Streams and its clients tell of themselves. */
    Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    @Override
    public int doWork() throws Exception {
        if (!started && topicsExist()) {
            admin.close();
            streams.start();
            started = true;
            return 1;
        }
        try {
            throw new ExecutionException("a stream thread died", death.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return 0; // all is well
        }
    }

    private boolean topicsExist() throws ExecutionException, InterruptedException {
        String problem = topics.problem();
        if (problem.isEmpty()) {
            return true;
        }
        if (nanos.getAsLong() - startedAt > topicsDeadline.toNanos()) {
            throw new IllegalStateException("gave up after " + topicsDeadline.toSeconds() + " s: " + problem);
        }
        if (!problem.equals(lastProblem)) {
            LOG.info("waiting up to {} s: {}", topicsDeadline.toSeconds(), problem);
            lastProblem = problem;
        }
        return false;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        if (!streams.close(CLOSE)) {
            LOG.warn("Kafka Streams did not close within {} s", CLOSE.toSeconds());
        }
    }
}
