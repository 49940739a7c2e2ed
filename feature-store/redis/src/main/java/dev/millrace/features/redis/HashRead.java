package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureVector;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CountDownLatch;

/** HMGET of one entity; its fields are encoded once for all reads of the same features. */
final class HashRead extends HashCommand<FeatureVector> {
    private final byte[] key;
    private final HashFields fields;

    HashRead(byte[] key, HashFields fields, CountDownLatch unanswered) {
        // A cluster finds the node by the arguments' key; everything else of them is in the fields.
        super(
                CommandType.HMGET,
                new VectorOutput(fields.refs()),
                new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key),
                unanswered);
        this.key = key;
        this.fields = fields;
    }

    @Override
    public void encode(ByteBuf out) {
        out.writeBytes(fields.beforeKey());
        Resp.write(out, key);
        out.writeBytes(fields.afterKey());
    }
}
