package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.streams.flink.kafka.Outgoing;
import dev.millrace.streams.flink.types.FlatType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What the source makes of one record: a reading, or the dead letter that it became. */
sealed interface SensorInput {
    TypeInformation<SensorInput> TYPE = new FlatType<>(SensorInput.class, SensorInputFormat.INSTANCE);
    TypeInformation<Accepted> ACCEPTED = new FlatType<>(Accepted.class, AcceptedFormat.INSTANCE);

    /**
     * A valid reading with what its window, or its dead letter, needs later. The original value goes along because only the
     * keyed state behind the shuffle knows whether a reading is too late: copying some 100 bytes costs far less than reading
     * the record from Kafka again, or parsing the JSON twice. The original key is not carried, it equals the sensor id.
     *
     * @param kafkaTimestamp of the record, epoch milliseconds
     * @param readAt when this process took it up, epoch microseconds
     */
    record Accepted(
            SensorReading reading,
            SourceRef source,
            long kafkaTimestamp,
            long readAt,
            byte @Nullable [] value,
            Headers headers)
            implements SensorInput {}

    /** A record that breaks the contract. */
    record Refused(Outgoing deadLetter) implements SensorInput {}
}
