package dev.millrace.streams.flink.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.streams.flink.kafka.Outgoing;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FlatTypeTest {
    private final TypeSerializer<Outgoing> serializer = Outgoing.TYPE.createSerializer(new SerializerConfigImpl());

    @Test
    void everyFieldComesBackAbsentOnesToo() throws IOException {
        var headers = new RecordHeaders()
                .add("a", new byte[] {1})
                .add("a", new byte[0])
                .add("b", null);
        Outgoing back = roundTrip(new Outgoing("topic", null, new byte[] {1, 2}, headers));

        assertThat(back.topic()).isEqualTo("topic");
        assertThat(back.key()).isNull();
        assertThat(back.value()).containsExactly(1, 2);
        assertThat(back.headers()).isEqualTo(headers);
        assertThat(roundTrip(new Outgoing("t", new byte[] {3}, null, new RecordHeaders()))
                        .value())
                .isNull();
    }

    @Test
    void theSerializerIsFoundAgainFromItsSnapshot() throws IOException {
        var out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<Outgoing> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshot)
                        .isCompatibleAsIs())
                .isTrue();
    }

    private Outgoing roundTrip(Outgoing value) throws IOException {
        var out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
