package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests that wait in a topic before a worker starts, and how the answers to them appear in another one. */
final class Backlog {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, Object> BULK =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KafkaClients kafka;
    private final String requests;
    private final String answers;

    Backlog(KafkaClients kafka, String requests, String answers) {
        this.kafka = kafka;
        this.requests = requests;
        this.answers = answers;
    }

    /** Puts {@code count} requests, numbered from {@code first} on, over all partitions. */
    void fill(byte[][] distinct, int first, int count) {
        try (var producer = kafka.producer(BULK)) {
            int partitions = producer.partitionsFor(requests).size();
            for (int i = first; i < first + count; i++) {
                var message = new ProducerRecord<byte[], byte[]>(
                        requests, i % partitions, null, distinct[i % distinct.length]);
                RequestContext.of(AnswerCheck.source(i), Clocks.wall().millis(), null)
                        .write(message.headers());
                var unused = producer.send(message); // counted at the end: a lost one has no answer
            }
        }
    }

    /** Puts {@code count} requests with keys and with the context that a stage before the worker writes. */
    void fill(HeadLoad load, int count) {
        try (var producer = kafka.producer(BULK)) {
            for (int i = 0; i < count; i++) {
                int one = i % load.keys().size();
                var message = new ProducerRecord<byte[], byte[]>(
                        requests, load.keys().get(one), load.values().get(one));
                RequestContext.of(AnswerCheck.source(i), Clocks.wall().millis(), null)
                        .with(Timings.NONE.with(load.stage(), 1_000 + 250 * (i % 7)))
                        .write(message.headers());
                var unused = producer.send(message); // counted at the end: a lost one has no answer
            }
        }
    }

    /** Looks until {@code first + count} answers are there; what is told begins with the first of {@code count}. */
    List<Sample> watch(Child worker, Child broker, int first, int count) throws Exception {
        var samples = new ArrayList<Sample>();
        var waiting = new Waiting(PATIENCE, POLL, "the worker has not answered " + count + " requests");
        try (var ends = new TopicEnds(kafka)) {
            while (true) {
                worker.requireAlive();
                long results = ends.records(answers) - first;
                samples.add(new Sample(Clocks.nanos().getAsLong(), results, worker.cpu(), broker.cpu()));
                if (results >= count) {
                    return samples;
                }
                long refused = ends.records(Topics.DEAD_LETTERS);
                if (refused > 0) {
                    throw new IllegalStateException(refused + " requests became dead letters");
                }
                waiting.once();
            }
        }
    }
}
