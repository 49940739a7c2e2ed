package dev.millrace.local.dlq;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters as the platform writes them and as they are read back. */
final class Letters {
    static final long TIME = 1_700_000_000_000L;

    private Letters() {}

    static Letter letter(long offset, @Nullable String key, String value, Headers original) {
        ProducerRecord<byte[], byte[]> written = new DeadLetter(
                        new SourceRef("sensor-readings", 2, 40 + offset),
                        key == null ? null : bytes(key),
                        bytes(value),
                        original,
                        "flink.sensor-windows",
                        ErrorKind.WRONG_TYPE,
                        "values.temp: 'x' is not a number",
                        1,
                        TIME + offset,
                        "sensor-anomaly/3")
                .toRecord();
        return read(offset, written);
    }

    static Letter letter(long offset, @Nullable String key, String value) {
        return letter(offset, key, value, new RecordHeaders());
    }

    static Letter read(long offset, ProducerRecord<byte[], byte[]> written) {
        return Letter.of(new ConsumerRecord<>(
                written.topic(),
                0,
                offset,
                TIME,
                TimestampType.CREATE_TIME,
                0,
                0,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
