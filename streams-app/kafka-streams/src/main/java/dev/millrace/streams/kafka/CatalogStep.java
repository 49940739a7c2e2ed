package dev.millrace.streams.kafka;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SourceRef;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** A catalogue record becomes a feature row; a null value removes the item: its row gets null values. */
final class CatalogStep implements RecordStep {
    private final Stage stage;
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    CatalogStep(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record, SourceRef source) throws InvalidRecordException {
        byte[] key = record.key();
        boolean removed = record.value() == null && key != null && key.length > 0;
        CatalogItem item = removed ? null : Inputs.readCatalogItem(key, record.value());
        String itemId = item == null ? new String(key, StandardCharsets.UTF_8) : item.itemId();
        byte[] row = FeatureRows.itemCatalog(itemId, item, record.timestamp(), source.offset())
                .toByteArray();
        long now = stage.micros();
        context.forward(new Record<>(key, row, now / 1000), CatalogTopology.FEATURES_SINK);
        stage.metrics().accepted(stage.name(), now - 1000 * record.timestamp());
    }
}
