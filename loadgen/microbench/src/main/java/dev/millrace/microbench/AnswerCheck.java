package dev.millrace.microbench;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads all answers of a benchmark: speed without an answer to every request is worth nothing. */
final class AnswerCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(1);

    /** Reads from an answer what request it belongs to. */
    interface Sources {
        SourceRef of(byte[] value) throws InvalidRecordException;
    }

    private final KafkaClients kafka;
    private final String topic;
    private final Sources sources;

    AnswerCheck(KafkaClients kafka, String topic, Sources sources) {
        this.kafka = kafka;
        this.topic = topic;
        this.sources = sources;
    }

    static AnswerCheck ofTensors(KafkaClients kafka, String model) {
        return new AnswerCheck(kafka, Topics.predictions(model), value -> InferResponse.decode(value)
                .source());
    }

    /** What the request of that number claims to come from. */
    static SourceRef source(int number) {
        return new SourceRef("bench", 0, number);
    }

    /** Throws {@link IllegalStateException} unless requests 0 to {@code requests} - 1 are answered. */
    void requireOneEach(int requests) throws InvalidRecordException {
        var answered = new BitSet(requests);
        try (var reader = kafka.reader()) {
            reader.assign(reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
            reader.seekToBeginning(reader.assignment());
            var waiting = new Waiting(
                    PATIENCE, POLL, "not every request has an answer: " + requests + " asked, they were not read");
            while (answered.cardinality() < requests) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    answered.set((int) sources.of(record.value()).offset());
                }
                waiting.once();
            }
        }
    }
}
