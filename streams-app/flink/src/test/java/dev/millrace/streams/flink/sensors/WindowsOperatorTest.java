package dev.millrace.streams.flink.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowsOperatorTest {
    private static final SensorSettings SETTINGS = SensorSettings.from(Settings.of(Map.of()));
    private static final long NOW = Readings.START + 7;
    private static final long TTL = Duration.ofDays(30).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, SensorInput.Accepted, Outgoing> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void windowsAreThoseOfThePureCoreAndComeWithTheArrivingReading() throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            readings.add(Readings.reading("s1", i == 40 ? 42 : i == 42 ? 40 : i));
        }
        int sent = 0;
        for (SensorReading reading : readings) {
            sent += onReading(reading).size();
        }

        assertThat(sent).isPositive();
        assertThat(requests(harness.extractOutputValues()))
                .usingRecursiveComparison()
                .isEqualTo(oracle(readings));
    }

    @Test
    void aRequestCarriesTheTriggeringRecordsContext() throws Exception {
        for (int i = 0; i < SETTINGS.size() - 1; i++) {
            onReading(Readings.reading("s1", i));
        }
        SensorReading last = Readings.reading("s1", SETTINGS.size() - 1);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var headers = new RecordHeaders().add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
        process(new SensorInput.Accepted(
                last,
                new SourceRef("sensor-readings", 3, 77),
                Readings.START,
                1000 * Readings.START + 2_250,
                Inputs.write(last),
                headers));

        Outgoing request = harness.extractOutputValues().get(0);
        RequestContext context = RequestContext.read(request.headers());
        assertThat(request.topic()).isEqualTo("inference.sensor-anomaly");
        assertThat(request.key()).asString().isEqualTo("s1");
        assertThat(context.source()).isEqualTo(new SourceRef("sensor-readings", 3, 77));
        assertThat(context.originTimestamp()).isEqualTo(Readings.START);
        assertThat(context.traceparent()).isEqualTo(trace);
        assertThat(context.timings()).isEqualTo(Timings.of(Map.of("ingest", 2.25, "window", 4.75)));
        assertThat(context.handedOver()).isEqualTo(1000 * NOW);
    }

    @Test
    void duplicateReadingIsCountedOnly() throws Exception {
        for (int i = 0; i < SETTINGS.size(); i++) {
            onReading(Readings.reading("s1", i));
        }
        int before = harness.extractOutputValues().size();

        assertThat(onReading(Readings.reading("s1", SETTINGS.size() - 1))).isEmpty();
        assertThat(harness.extractOutputValues()).hasSize(before);
        assertThat(harness.getSideOutput(RefuseInvalid.DEAD_LETTERS)).isNull();
    }

    @Test
    void aReadingThatIsTooLateBecomesADeadLetterWithItsOriginalBytes() throws Exception {
        for (int i = 10; i < 10 + 2 * SETTINGS.retained(); i++) {
            onReading(Readings.reading("s1", i));
        }
        byte[] value =
                " {\"timestamp\":%d,\"sensorId\":\"s1\",\"values\":{\"current\":1,\"pressure\":2,\"temperature\":3,\"vibration\":4}} "
                        .formatted(Readings.START)
                        .getBytes(StandardCharsets.UTF_8);
        SensorReading late = Inputs.readSensorReading("s1".getBytes(StandardCharsets.UTF_8), value, NOW);
        var headers = new RecordHeaders().add("own", new byte[] {1});
        process(new SensorInput.Accepted(
                late, new SourceRef("sensor-readings", 3, 5), Readings.START, 0, value, headers));

        Outgoing letter =
                harness.getSideOutput(RefuseInvalid.DEAD_LETTERS).element().getValue();
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).asString().isEqualTo("s1");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(header(letter, "own")).isEqualTo("\u0001");
        assertThat(header(letter, "dlq.kind")).isEqualTo("too-late");
        assertThat(header(letter, "dlq.stage")).isEqualTo("flink.sensor-windows");
        assertThat(header(letter, "dlq.topic")).isEqualTo("sensor-readings");
        assertThat(header(letter, "dlq.offset")).isEqualTo("5");
    }

    @Test
    void aSensorThatIsSilentForTheWholeTimeToLiveIsForgotten() throws Exception {
        harness.setProcessingTime(NOW);
        onReading(Readings.reading("s1", 0));
        harness.setProcessingTime(NOW + 1000);
        onReading(Readings.reading("s1", 1));
        harness.snapshot(1, 1); // writes what is cached
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        harness.setProcessingTime(NOW + TTL); // the timer of the first reading: heard since
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        harness.setProcessingTime(NOW + 1000 + TTL);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        harness.snapshot(2, 2);
        assertThat(harness.numKeyedStateEntries()).as("not written again").isZero();
    }

    @Test
    void aSensorIsNotForgottenWhenOthersReplayLaterYears() throws Exception {
        long years = Duration.ofDays(4000).toMillis();
        int windows = 0;
        for (int i = 0; i < 2 * SETTINGS.size(); i++) {
            windows += onReading(Readings.reading("s1", i)).size();
            harness.processWatermark(Readings.START + i * years);
        }

        assertThat(windows).isEqualTo(SETTINGS.size() + 1);
    }

    @Test
    void windowsContinueAfterARestore() throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            readings.add(Readings.reading("s1", i));
            onReading(readings.get(i));
        }
        List<Outgoing> sent = new ArrayList<>(harness.extractOutputValues());
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        for (int i = 30; i < 40; i++) {
            readings.add(Readings.reading("s1", i));
            onReading(readings.get(i));
        }

        sent.addAll(harness.extractOutputValues());
        assertThat(requests(sent)).usingRecursiveComparison().isEqualTo(oracle(readings));
    }

    /** What the pure core makes of the same readings. */
    private static List<WindowRequest> oracle(List<SensorReading> readings) {
        var core = new SensorWindows(SETTINGS.window());
        List<WindowRequest> expected = new ArrayList<>();
        SensorState state = null;
        for (SensorReading reading : readings) {
            SensorWindows.Step step = core.onReading(state, reading);
            state = step.state();
            if (step.outcome() instanceof Outcome.Windows windows) {
                expected.addAll(windows.requests());
            }
        }
        return expected;
    }

    private static List<WindowRequest> requests(List<Outgoing> sent) throws InvalidRecordException {
        List<WindowRequest> requests = new ArrayList<>();
        for (Outgoing record : sent) {
            requests.add(WindowRequest.decode(Objects.requireNonNull(record.value())));
        }
        return requests;
    }

    private List<Outgoing> onReading(SensorReading reading) throws Exception {
        int before = harness.extractOutputValues().size();
        process(new SensorInput.Accepted(
                reading,
                new SourceRef("sensor-readings", 0, reading.timestamp()),
                Readings.START,
                0,
                Inputs.write(reading),
                new RecordHeaders()));
        List<Outgoing> all = harness.extractOutputValues();
        return all.subList(before, all.size());
    }

    private void process(SensorInput.Accepted input) throws Exception {
        harness.processElement(input, input.reading().timestamp());
    }

    private static String header(Outgoing record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SensorInput.Accepted, Outgoing> harness()
            throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new WindowsOperator(SETTINGS, clock), input -> input.reading().sensorId(), Types.STRING);
    }
}
