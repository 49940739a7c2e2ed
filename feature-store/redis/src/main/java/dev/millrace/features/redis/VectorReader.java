package dev.millrace.features.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import feast.proto.types.ValueProto.Value;
import io.lettuce.core.KeyValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads vectors: one HMGET per entity over all views. What cannot be parsed counts as not there, as in Feast's servers. */
final class VectorReader {
    private final Pipeline pipeline;
    private final String project;

    VectorReader(Pipeline pipeline, String project) {
        this.pipeline = pipeline;
        this.project = project;
    }

    List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        byte[][] fields = fields(refs);
        return pipeline.run(keys, (redis, key) -> redis.hmget(EntityKeyCodec.encode(key, project), fields)).stream()
                .map(reply -> vector(reply, refs))
                .toList();
    }

    /** The event times of the views, then the features. */
    private static byte[][] fields(FeatureRefs refs) {
        List<byte[]> fields = new ArrayList<>();
        refs.views().forEach(view -> fields.add(FeastHash.eventTime(view)));
        for (FeatureRef ref : refs.refs()) {
            fields.add(FeastHash.feature(ref.view(), ref.feature()));
        }
        return fields.toArray(byte[][]::new);
    }

    private static FeatureVector vector(Reply<List<KeyValue<byte[], byte[]>>> reply, FeatureRefs refs) {
        if (reply.keyHasAnotherType()) {
            return FeatureVector.missing(refs);
        }
        List<KeyValue<byte[], byte[]>> found = reply.orUnavailable();
        var eventTimes = new @Nullable Instant[refs.views().size()];
        for (int i = 0; i < eventTimes.length; i++) {
            eventTimes[i] = eventTime(found.get(i));
        }
        var values = new @Nullable Value[refs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = eventTimes[refs.viewOf(i)] == null ? null : value(found.get(eventTimes.length + i));
        }
        return FeatureVector.of(refs, values, eventTimes);
    }

    private static @Nullable Instant eventTime(KeyValue<byte[], byte[]> field) {
        if (!field.hasValue()) {
            return null;
        }
        try {
            Timestamp time = Timestamp.parseFrom(field.getValue());
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        } catch (InvalidProtocolBufferException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Value value(KeyValue<byte[], byte[]> field) {
        if (!field.hasValue()) {
            return null;
        }
        try {
            return Value.parseFrom(field.getValue());
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
