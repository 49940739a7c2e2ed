package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * An HMGET of the event times of the views, then the features, encoded but for its key.
 *
 * @param beforeKey the bytes up to the key
 * @param afterKey the bytes after it
 */
record HashFields(FeatureRefs refs, byte[] beforeKey, byte[] afterKey) {
    static HashFields of(FeatureRefs refs) {
        ByteBuf before = Unpooled.buffer();
        Resp.writeArray(before, 2 + refs.views().size() + refs.size());
        Resp.write(before, CommandType.HMGET.getBytes());
        ByteBuf after = Unpooled.buffer();
        refs.views().forEach(view -> Resp.write(after, FeastHash.eventTime(view)));
        for (FeatureRef ref : refs.refs()) {
            Resp.write(after, FeastHash.feature(ref.view(), ref.feature()));
        }
        return new HashFields(refs, ByteBufUtil.getBytes(before), ByteBufUtil.getBytes(after));
    }
}
