package dev.millrace.streams.flink.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SensorInputTest {
    private final SensorInputReader reader =
            new SensorInputReader(Clock.fixed(Instant.ofEpochMilli(Readings.START), ZoneOffset.UTC));

    @Test
    void aValidRecordIsAcceptedWithItsPosition() throws IOException {
        SensorReading reading = Readings.reading("s1", 0);
        ConsumerRecord<byte[], byte[]> record = Readings.record(reading, 12);

        SensorInput read = read(record);

        var expected = new SensorInput.Accepted(
                reading,
                new SourceRef("sensor-readings", 1, 12),
                record.timestamp(),
                1000 * Readings.START,
                record.value(),
                record.headers());
        assertThat(read).usingRecursiveComparison().isEqualTo(expected);
        assertThat(roundTrip(read)).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void aBrokenRecordIsRefusedWithItsOriginalBytes() throws IOException {
        byte[] key = "s1".getBytes(StandardCharsets.UTF_8);
        byte[] value = "{\"sensorId\":\"s1\",".getBytes(StandardCharsets.UTF_8);

        SensorInput read = roundTrip(read(Readings.record(key, value, 3)));

        assertThat(read).isInstanceOfSatisfying(SensorInput.Refused.class, refused -> {
            assertThat(refused.deadLetter().topic()).isEqualTo("dead-letters");
            assertThat(refused.deadLetter().key()).isEqualTo(key);
            assertThat(refused.deadLetter().value()).isEqualTo(value);
            assertThat(refused.deadLetter().headers().lastHeader("dlq.kind").value())
                    .asString()
                    .isEqualTo("malformed");
        });
    }

    private SensorInput read(ConsumerRecord<byte[], byte[]> record) {
        List<SensorInput> out = new ArrayList<>();
        reader.deserialize(record, new ListCollector<>(out));
        return out.get(0);
    }

    private static SensorInput roundTrip(SensorInput input) throws IOException {
        TypeSerializer<SensorInput> serializer = SensorInput.TYPE.createSerializer(new SerializerConfigImpl());
        var out = new DataOutputSerializer(64);
        serializer.serialize(input, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
