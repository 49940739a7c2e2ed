package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Seeded readings of four channels, one a minute. */
public final class Readings {
    public static final long START = 1_790_000_000_000L;
    public static final long STEP = 60_000;

    private static final String[] CHANNELS = {"current", "pressure", "temperature", "vibration"};

    private Readings() {}

    /** The {@code index}-th reading of a sensor: always the same. */
    public static SensorReading reading(String sensorId, int index) {
        var random = new Random(sensorId.hashCode() * 31L + index);
        double[] values = new double[CHANNELS.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = 10 * c + random.nextGaussian();
        }
        return new SensorReading(sensorId, START + index * STEP, CHANNELS, values, null);
    }

    static ConsumerRecord<byte[], byte[]> record(SensorReading reading, long offset) {
        return record(
                reading.sensorId().getBytes(java.nio.charset.StandardCharsets.UTF_8), Inputs.write(reading), offset);
    }

    static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value, long offset) {
        return new ConsumerRecord<>(
                "sensor-readings",
                1,
                offset,
                START,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
    }
}
