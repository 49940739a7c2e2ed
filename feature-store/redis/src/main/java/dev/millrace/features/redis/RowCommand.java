package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import java.nio.charset.StandardCharsets;

/** One row as the arguments of {@code write-row.lua}. The arrays are handed over, not copied. */
record RowCommand(int row, byte[][] keys, byte[][] arguments) {
    private static final int FIXED_ARGUMENTS = 3;

    static RowCommand of(int index, EntityKey key, FeatureRow row, FieldNames fields, RedisStoreOptions options) {
        var arguments = new byte[FIXED_ARGUMENTS + 2 * row.getFeaturesCount()][];
        arguments[0] = Long.toString(options.keyTtlSeconds()).getBytes(StandardCharsets.US_ASCII);
        arguments[1] = fields.eventTime(row.getFeatureView());
        arguments[2] = row.getEventTime().toByteArray();
        int at = FIXED_ARGUMENTS;
        for (FeatureRow.Feature feature : row.getFeaturesList()) {
            arguments[at++] = fields.feature(row.getFeatureView(), feature.getName());
            arguments[at++] = feature.getValue().toByteArray(); // a NULL is no bytes, as in Feast
        }
        return new RowCommand(index, new byte[][] {EntityKeyCodec.encode(key, options.project())}, arguments);
    }
}
