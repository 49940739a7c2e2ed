package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes readings in the source, so that watermarks are kept per partition. */
final class SensorInputReader implements KafkaRecordDeserializationSchema<SensorInput> {
    private static final long serialVersionUID = 1;

    private final Clock clock;

    SensorInputReader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SensorInput> out) {
        out.collect(read(record));
    }

    private SensorInput read(ConsumerRecord<byte[], byte[]> record) {
        try {
            long now = Timings.micros(clock);
            SensorReading reading = Inputs.readSensorReading(record.key(), record.value(), now / 1000);
            return new SensorInput.Accepted(
                    reading,
                    new SourceRef(record.topic(), record.partition(), record.offset()),
                    record.timestamp(),
                    now,
                    record.value(),
                    record.headers());
        } catch (InvalidRecordException problem) {
            var letters = new DeadLetters(SensorWindowsJob.STAGE, clock);
            return new SensorInput.Refused(Outgoing.of(letters.of(record, problem)));
        }
    }

    @Override
    public TypeInformation<SensorInput> getProducedType() {
        return SensorInput.TYPE;
    }
}
