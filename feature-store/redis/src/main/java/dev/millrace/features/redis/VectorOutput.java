package dev.millrace.features.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import feast.proto.types.ValueProto.Value;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a vector out of the answer to an HMGET while the answers to later commands still come in. What cannot be parsed counts as
 * not there, as in Feast's servers.
 */
final class VectorOutput extends CommandOutput<byte[], byte[], FeatureVector> {
    private final FeatureRefs refs;
    private final @Nullable Instant[] eventTimes;
    private final @Nullable Value[] values;
    private int next;

    VectorOutput(FeatureRefs refs) {
        super(ByteArrayCodec.INSTANCE, FeatureVector.missing(refs));
        this.refs = refs;
        eventTimes = new Instant[refs.views().size()];
        values = new Value[refs.size()];
    }

    @Override
    public void set(@Nullable ByteBuffer field) {
        int at = next++;
        if (field == null) {
            return;
        }
        if (at < eventTimes.length) {
            eventTimes[at] = eventTime(field);
        } else if (eventTimes[refs.viewOf(at - eventTimes.length)] != null) {
            values[at - eventTimes.length] = value(field);
        }
    }

    @Override
    public FeatureVector get() {
        return FeatureVector.of(refs, values, eventTimes);
    }

    private static @Nullable Instant eventTime(ByteBuffer field) {
        try {
            Timestamp time = Timestamp.parseFrom(bytes(field));
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (InvalidProtocolBufferException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Value value(ByteBuffer field) {
        try {
            return Value.parseFrom(bytes(field));
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** Protobuf reads an array faster than a buffer outside the heap. */
    private static byte[] bytes(ByteBuffer field) {
        byte[] bytes = new byte[field.remaining()];
        field.get(bytes);
        return bytes;
    }
}
