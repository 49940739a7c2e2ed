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

    private final KafkaClients kafka;
    private final String topic;

    AnswerCheck(KafkaClients kafka, String model) {
        this.kafka = kafka;
        this.topic = Topics.predictions(model);
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
                    answered.set(
                            (int) InferResponse.decode(record.value()).source().offset());
                }
                waiting.once();
            }
        }
    }
}
