package dev.millrace.microbench;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Seeded readings of four channels: first one of every sensor, then draws of Zipf's law with exponent 1, as fleets have it where
 * some report often and most hardly. Times of a sensor ascend by 100 ms.
 */
final class SensorLoad {
    private static final String[] CHANNELS = {"current", "pressure", "temperature", "vibration"};
    private static final int DISTINCT = 4096;
    private static final long SEED = 42;
    private static final long STEP_MILLIS = 100;
    private static final Duration PAST = Duration.ofDays(20);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final double[][] values = new double[DISTINCT][CHANNELS.length];
    private final long start = Clocks.wall().millis() - PAST.toMillis();
    private final boolean wire;
    private final int[] readings;
    /** {@code [sensor]}: share of the draws that fall on it or on one before it. */
    private final double[] cumulative;

    SensorLoad(boolean wire, int sensors) {
        this.wire = wire;
        this.readings = new int[sensors];
        this.cumulative = new double[sensors];
        double sum = 0;
        for (int i = 0; i < sensors; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
        for (int i = 0; i < sensors; i++) {
            cumulative[i] /= sum;
        }
        for (double[] row : values) {
            for (int c = 0; c < row.length; c++) {
                row[c] = Math.rint(1000 * (10 * c + random.nextGaussian())) / 1000;
            }
        }
    }

    /** One reading of every sensor. */
    void produceEach(KafkaClients kafka) throws Exception {
        produce(kafka, readings.length, true);
    }

    void produceDrawn(KafkaClients kafka, int count) throws Exception {
        produce(kafka, count, false);
    }

    private void produce(KafkaClients kafka, int count, boolean each) throws Exception {
        Map<String, Object> bulk =
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        try (var producer = kafka.producer(bulk)) {
            int partitions = producer.partitionsFor(Topics.SENSOR_READINGS).size();
            for (int i = 0; i < count; i++) {
                int sensor = each ? i : draw();
                SensorReading reading = reading(sensor);
                Future<?> sent = producer.send(
                        new ProducerRecord<>( // a lost one is missed by the count
                                Topics.SENSOR_READINGS,
                                sensor % partitions,
                                reading.sensorId().getBytes(StandardCharsets.UTF_8),
                                wire ? Inputs.writeWire(reading) : Inputs.write(reading)));
                if (i < partitions) {
                    sent.get(); // a partition that is not up yet refuses one record, not the first of a row of batches
                }
            }
        }
    }

    private int draw() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }

    private SensorReading reading(int sensor) {
        int index = readings[sensor]++;
        return new SensorReading(
                "sensor-" + sensor, start + index * STEP_MILLIS, CHANNELS, values[random.nextInt(DISTINCT)], null);
    }
}
