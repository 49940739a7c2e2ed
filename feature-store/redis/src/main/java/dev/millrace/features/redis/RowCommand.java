package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** One row as the arguments of {@code write-row.lua}. The arrays are handed over, not copied. */
record RowCommand(int row, byte[] key, byte[][] arguments) {
    private static final int FIXED_ARGUMENTS = 3;

    static RowCommand of(int index, byte[] key, FeatureRow row, FieldNames fields, RedisStoreOptions options) {
        var arguments = new byte[FIXED_ARGUMENTS + 2 * row.getFeaturesCount()][];
        arguments[0] = Long.toString(options.keyTtlSeconds()).getBytes(StandardCharsets.US_ASCII);
        arguments[1] = fields.eventTime(row.getFeatureView());
        arguments[2] = row.getEventTime().toByteArray();
        int at = FIXED_ARGUMENTS;
        for (FeatureRow.Feature feature : row.getFeaturesList()) {
            arguments[at++] = fields.feature(row.getFeatureView(), feature.getName());
            arguments[at++] = feature.getValue().toByteArray(); // a NULL is no bytes, as in Feast
        }
        return new RowCommand(index, key, arguments);
    }

    /** The call of a script, named by its text or its digest. */
    HashCommand<Long> command(CommandType type, String script, CountDownLatch unanswered) {
        var all = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script).add(1).addKey(key);
        for (byte[] argument : arguments) {
            all.add(argument);
        }
        return new HashCommand<>(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE), all, unanswered);
    }
}
