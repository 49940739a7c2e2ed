package dev.millrace.streams.flink.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.core.anomaly.SensorStateCodec;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the cache holds, what is sent and what a checkpoint has is the same. */
class WindowsCacheTest {
    private static final SensorSettings SETTINGS = SensorSettings.from(Settings.of(Map.of("window.hop", "4")));
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(Readings.START), ZoneOffset.UTC);
    private static final int SENSORS = 12;
    private static final int MAX_PARALLELISM = 8;
    private static final long LARGE = 1 << 26;
    /** Heap of two sensors in their calibration. */
    private static final long TWO = 12_000;

    @ParameterizedTest
    @ValueSource(longs = {1, TWO})
    void aSmallCacheSendsAndKeepsTheSameAsALargeOne(long bytes) throws Exception {
        List<SensorReading> readings = readings(700);
        assertThat(run(bytes, readings)).isEqualTo(run(LARGE, readings));
    }

    @Test
    void aCheckpointIsSplitAmongMoreTasksWithoutLosingASensor() throws Exception {
        List<SensorReading> readings = readings(600);
        List<String> whole;
        OperatorSubtaskState checkpoint;
        try (var one = harness(LARGE, 1, 0)) {
            one.open();
            send(one, readings.subList(0, 300));
            checkpoint = one.snapshot(1, 1);
            int before = one.extractOutputValues().size();
            send(one, readings.subList(300, 600));
            whole = texts(one.extractOutputValues())
                    .subList(before, one.extractOutputValues().size());
        }
        List<String> split = new ArrayList<>();
        for (int task = 0; task < 2; task++) {
            try (var part = harness(TWO, 2, task)) {
                part.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        checkpoint, MAX_PARALLELISM, 1, 2, task));
                part.open();
                for (SensorReading reading : readings.subList(300, 600)) {
                    if (taskOf(reading) == task) {
                        send(part, List.of(reading));
                    }
                }
                split.addAll(texts(part.extractOutputValues()));
            }
        }
        assertThat(split).containsExactlyInAnyOrderElementsOf(whole);
    }

    @Test
    void aSensorThatWasWrittenAndLeftTheCacheIsForgottenToo() throws Exception {
        try (var harness = harness(1, 1, 0)) {
            harness.open();
            harness.setProcessingTime(1);
            send(harness, List.of(Readings.reading("a", 0), Readings.reading("b", 0)));
            assertThat(harness.numKeyedStateEntries())
                    .as("only the one that had to make room")
                    .isEqualTo(1);
            harness.setProcessingTime(2 + SETTINGS.stateTtl().toMillis());
            harness.snapshot(1, 1);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
        }
    }

    @Test
    void onlySoManyChangesWaitForACheckpoint() throws Exception {
        List<String> saved = new ArrayList<>();
        var cache = new SensorCache(new InMemoryStore(saved), LARGE, 2);
        var codec = new SensorStateCodec(SETTINGS.window());
        var windows = new dev.millrace.streams.core.anomaly.SensorWindows(SETTINGS.window());
        for (String sensor : List.of("a", "b", "a", "c")) {
            SensorEntry entry = cache.get(sensor);
            cache.changed(
                    entry,
                    windows.onReading(entry.state(), Readings.reading(sensor, saved.size()))
                            .state(),
                    1);
        }
        assertThat(saved).containsExactly("a");
        cache.flush();
        assertThat(saved).containsExactly("a", "b", "c");
        cache.flush();
        assertThat(saved).hasSize(3);
        assertThat(codec.encode(java.util.Objects.requireNonNull(cache.get("c").state())))
                .isNotEmpty();
    }

    private record InMemoryStore(List<String> saved) implements SensorCache.Store {
        @Override
        public SensorEntry load(String sensorId) {
            return new SensorEntry(sensorId, null, 0);
        }

        @Override
        public void save(SensorEntry entry) {
            saved.add(entry.sensorId());
        }
    }

    /** Output, then the output after a restore from a checkpoint in the middle of the rest. */
    private static List<String> run(long bytes, List<SensorReading> readings) throws Exception {
        int middle = readings.size() / 2;
        List<String> seen = new ArrayList<>();
        OperatorSubtaskState checkpoint;
        try (var harness = harness(bytes, 1, 0)) {
            harness.open();
            send(harness, readings.subList(0, middle));
            checkpoint = harness.snapshot(1, 1);
            seen.addAll(texts(harness.extractOutputValues()));
            seen.add("keys " + harness.numKeyedStateEntries() + ", timers " + harness.numProcessingTimeTimers());
        }
        try (var harness = harness(LARGE, 1, 0)) {
            harness.initializeState(checkpoint);
            harness.open();
            send(harness, readings.subList(middle, readings.size()));
            seen.addAll(texts(harness.extractOutputValues()));
        }
        return seen;
    }

    /** Sensors in a random order, some readings late. */
    private static List<SensorReading> readings(int count) {
        var random = new Random(7);
        int[] next = new int[SENSORS];
        List<SensorReading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sensor = Math.min(random.nextInt(SENSORS), random.nextInt(SENSORS));
            int index = next[sensor]++;
            readings.add(
                    Readings.reading("s" + sensor, index % 10 == 4 ? index + 1 : index % 10 == 5 ? index - 1 : index));
        }
        return readings;
    }

    private static int taskOf(SensorReading reading) {
        return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                reading.sensorId(), MAX_PARALLELISM, 2);
    }

    private static List<String> texts(List<Outgoing> sent) {
        List<String> texts = new ArrayList<>();
        for (Outgoing record : sent) {
            texts.add(java.util.HexFormat.of().formatHex(java.util.Objects.requireNonNull(record.value())));
        }
        return texts;
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, SensorInput.Accepted, Outgoing> harness,
            List<SensorReading> readings)
            throws Exception {
        for (SensorReading reading : readings) {
            var source = new SourceRef("sensor-readings", 0, reading.timestamp());
            harness.processElement(
                    new SensorInput.Accepted(
                            reading, source, Readings.START, 0, Inputs.write(reading), new RecordHeaders()),
                    reading.timestamp());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SensorInput.Accepted, Outgoing> harness(
            long cacheBytes, int parallelism, int task) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new WindowsOperator(SETTINGS, CLOCK, cacheBytes),
                input -> input.reading().sensorId(),
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                task);
    }
}
