package dev.millrace.streams.flink.kafka;

import dev.millrace.streams.flink.types.FlatFormat;
import dev.millrace.streams.flink.types.FlatType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record on its way to Kafka, finished: the sink only hands it over. */
public record Outgoing(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    public static final FlatFormat<Outgoing> FORMAT = OutgoingFormat.INSTANCE;
    public static final TypeInformation<Outgoing> TYPE = new FlatType<>(Outgoing.class, FORMAT);

    public static Outgoing of(ProducerRecord<byte[], byte[]> record) {
        return new Outgoing(record.topic(), record.key(), record.value(), record.headers());
    }
}
