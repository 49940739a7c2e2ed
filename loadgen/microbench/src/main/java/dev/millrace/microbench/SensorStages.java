package dev.millrace.microbench;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.head.Scorer;
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
    private final AnomalyHead head = new AnomalyHead(MODEL);
    private final Scorer<WindowRequest> scorer;

    /** A window that is due, with what travels beside it. */
    private record Due(byte[] key, WindowRequest window, RequestContext context) {}

    SensorStages(byte[] onnx, int hop) throws Exception {
        WindowConfig usual = WindowConfig.defaults();
        windows = new SensorWindows(
                new WindowConfig(usual.size(), hop, usual.calibration(), usual.clip(), usual.retained()));
        scorer = head.bind(
                new ModelRef(MODEL, "v1"),
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults()));
        scorer.warmUp(StageBatches.MOST);
    }

    @Override
    public String input() {
        return Topics.SENSOR_READINGS;
    }

    @Override
    public String output() {
        return Topics.ANOMALY_SCORES;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> process(List<ConsumerRecord<byte[], byte[]>> polled, StageClock clock)
            throws Exception {
        List<SensorReading> readings = clock.time("decode", () -> decode(polled));
        List<Due> due = clock.time("state", () -> due(polled, readings));
        List<byte[]> requests = clock.time("request", () -> encode(due));
        List<WindowRequest> asked = clock.time("request", () -> decodeRequests(requests));
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(due.size());
        for (int from = 0; from < asked.size(); from += StageBatches.MOST) {
            int to = Math.min(asked.size(), from + StageBatches.MOST);
            StageBatches.score(
                    scorer,
                    asked.subList(from, to),
                    clock,
                    (answer, row) ->
                            results.add(StageBatches.result(output(), due.get(row).key, answer, due.get(row).context)),
                    from);
        }
        return results;
    }

    private static List<SensorReading> decode(List<ConsumerRecord<byte[], byte[]>> polled) throws Exception {
        long now = Clocks.wall().millis();
        List<SensorReading> readings = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            readings.add(Inputs.readSensorReading(found.key(), found.value(), now));
        }
        return readings;
    }

    private List<Due> due(List<ConsumerRecord<byte[], byte[]>> polled, List<SensorReading> readings) {
        List<Due> due = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            SensorReading reading = readings.get(i);
            ConsumerRecord<byte[], byte[]> found = polled.get(i);
            SensorWindows.Step step = windows.onReading(states.get(reading.sensorId()), reading);
            states.put(reading.sensorId(), step.state());
            if (step.outcome() instanceof Outcome.Windows made) {
                var source = new SourceRef(found.topic(), found.partition(), found.offset());
                RequestContext context = RequestContext.of(source, found.timestamp(), found.headers());
                made.requests().forEach(window -> due.add(new Due(found.key(), window, context)));
            }
        }
        return due;
    }

    private static List<byte[]> encode(List<Due> due) {
        return due.stream().map(one -> one.window.encode(MODEL)).toList();
    }

    private List<WindowRequest> decodeRequests(List<byte[]> requests) throws Exception {
        List<WindowRequest> asked = new ArrayList<>(requests.size());
        for (byte[] request : requests) {
            asked.add(head.decode(request));
        }
        return asked;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
