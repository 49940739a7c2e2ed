package dev.millrace.inference.registry;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the {@code models} topic into a {@link ModelTable}. Not thread-safe. */
final class ModelReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReader.class);

    private final ModelTable table = new ModelTable();
    private final TopicReader reader;

    ModelReader(KafkaClients clients) {
        this.reader = new TopicReader(clients, Topics.MODELS, this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> found) {
        try {
            table.apply(found);
        } catch (InvalidRecordException e) {
            // A reader meets each record once, so this is said once.
            LOG.warn("skipped an invalid entry of {} at offset {}: {}", Topics.MODELS, found.offset(), e.reason());
        }
    }

    ModelTable table() {
        return table;
    }

    void readToEnd() {
        reader.readToEnd();
    }

    int poll() {
        return reader.doWork();
    }

    @Override
    public void close() {
        reader.close();
    }
}
