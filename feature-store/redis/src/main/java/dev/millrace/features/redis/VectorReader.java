package dev.millrace.features.redis;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.features.api.FeatureVector;
import feast.proto.types.ValueProto.Value;
import io.lettuce.core.KeyValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads vectors: one HMGET per entity. What cannot be parsed counts as not there, as in Feast's servers. */
final class VectorReader {
    private final Pipeline pipeline;
    private final String project;

    VectorReader(Pipeline pipeline, String project) {
        this.pipeline = pipeline;
        this.project = project;
    }

    List<FeatureVector> read(String view, List<String> features, List<EntityKey> keys) {
        var fields = new byte[features.size() + 1][];
        fields[0] = FeastHash.eventTime(view);
        for (int i = 0; i < features.size(); i++) {
            fields[i + 1] = FeastHash.feature(view, features.get(i));
        }
        return pipeline.run(keys, (redis, key) -> redis.hmget(EntityKeyCodec.encode(key, project), fields)).stream()
                .map(reply -> vector(reply, features))
                .toList();
    }

    private static FeatureVector vector(Reply<List<KeyValue<byte[], byte[]>>> reply, List<String> features) {
        if (reply.keyHasAnotherType()) {
            return FeatureVector.missing();
        }
        List<KeyValue<byte[], byte[]>> found = reply.orUnavailable();
        Instant eventTime = eventTime(found.get(0));
        if (eventTime == null) {
            return FeatureVector.missing();
        }
        var values = new HashMap<String, Value>();
        for (int i = 0; i < features.size(); i++) {
            Value value = value(found.get(i + 1));
            if (value != null) {
                values.put(features.get(i), value);
            }
        }
        return new FeatureVector(values, eventTime);
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
