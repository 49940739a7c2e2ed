package dev.millrace.microbench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A producer whose broker acknowledges at once and keeps nothing. One thread sends, any thread reads the counts. */
final class CountingProducer extends MockProducer<byte[], byte[]> {
    private final String expected;
    private final RecordMetadata metadata;
    private final AtomicLong results = new AtomicLong();
    private final AtomicLong others = new AtomicLong();

    /** @param expected the topic that results go to; anything else was refused */
    CountingProducer(String expected) {
        this.expected = expected;
        this.metadata = new RecordMetadata(new TopicPartition(expected, 0), 0, 0, 0, 0, 0);
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
        AtomicLong count = message.topic().equals(expected) ? results : others;
        count.lazySet(count.get() + 1);
        callback.onCompletion(metadata, null);
        return CompletableFuture.completedFuture(metadata);
    }

    long results() {
        return results.get();
    }

    void requireNoneRefused() {
        if (others.get() > 0) {
            throw new IllegalStateException(others.get() + " requests became dead letters");
        }
    }
}
