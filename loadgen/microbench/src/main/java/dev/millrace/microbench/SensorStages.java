package dev.millrace.microbench;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.microbench.WorkerStages.Ask;
import dev.millrace.servicekit.Clocks;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From a reading to its score. */
final class SensorStages implements FlowStages {
    private static final String MODEL = "sensor-anomaly";

    private final SensorWindows windows;
    private final Map<String, SensorState> states = new HashMap<>();
    private final WorkerStages<WindowRequest> worker;

    SensorStages(byte[] onnx, int hop, boolean telemetry) throws Exception {
        WindowConfig usual = WindowConfig.defaults();
        windows = new SensorWindows(
                new WindowConfig(usual.size(), hop, usual.calibration(), usual.clip(), usual.retained()));
        worker = new WorkerStages<>(
                new AnomalyHead(MODEL),
                MODEL,
                onnx,
                window -> window.encode(MODEL),
                Telling.of(telemetry, Flow.SENSORS, MODEL));
    }

    @Override
    public String input() {
        return Topics.SENSOR_READINGS;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> process(List<ConsumerRecord<byte[], byte[]>> polled, StageClock clock)
            throws Exception {
        List<SensorReading> readings = clock.time("decode", () -> decode(polled));
        return worker.answer(clock.time("state", () -> due(polled, readings)), clock);
    }

    private static List<SensorReading> decode(List<ConsumerRecord<byte[], byte[]>> polled) throws Exception {
        long now = Clocks.wall().millis();
        List<SensorReading> readings = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            readings.add(Inputs.readSensorReading(found.key(), found.value(), now));
        }
        return readings;
    }

    private List<Ask<WindowRequest>> due(List<ConsumerRecord<byte[], byte[]>> polled, List<SensorReading> readings) {
        List<Ask<WindowRequest>> due = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            SensorReading reading = readings.get(i);
            ConsumerRecord<byte[], byte[]> found = polled.get(i);
            SensorWindows.Step step = windows.onReading(states.get(reading.sensorId()), reading);
            states.put(reading.sensorId(), step.state());
            if (step.outcome() instanceof Outcome.Windows made) {
                made.requests().forEach(window -> due.add(new Ask<>(found, window)));
            }
        }
        return due;
    }

    @Override
    public void close() {
        worker.close();
    }
}
