package dev.millrace.streams.kafka;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertStateCodec;
import java.util.LinkedHashMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** A score moves the alert of its sensor on. */
final class AlertStep implements RecordStep {
    private final Stage stage;
    private final AlertLifeCycle lifeCycle;
    private final AlertStateCodec codec = new AlertStateCodec();
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    AlertStep(Stage stage, AlertConfig config) {
        this.stage = stage;
        this.lifeCycle = new AlertLifeCycle(config);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        store = newContext.getStateStore(AlertTopology.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record, SourceRef source) throws InvalidRecordException {
        AnomalyScore score = Scores.read(record.key(), record.value());
        byte[] stored = store.get(record.key());
        AlertLifeCycle.Step step = lifeCycle.onScore(stored == null ? null : codec.decode(stored), score);
        store.put(record.key(), codec.encode(step.state()));
        RequestContext origin = Scores.origin(score, record);
        long now = stage.clock().millis();
        double millis = Outputs.millisSince(origin.originTimestamp(), now);
        for (AnomalyAlert alert : step.alerts()) {
            byte[] value = AnomalyAlert.CODEC.encode(timed(alert, millis));
            context.forward(
                    Outputs.withContext(record.key(), value, origin.with("alert", millis), now),
                    AlertTopology.ALERTS_SINK);
        }
        stage.metrics().accepted(stage.name(), millis);
    }

    private static AnomalyAlert timed(AnomalyAlert alert, double millis) {
        var timings = new LinkedHashMap<>(alert.timings());
        timings.put("alert", millis);
        return new AnomalyAlert(
                alert.alertId(),
                alert.sensorId(),
                alert.status(),
                alert.severity(),
                alert.startedAt(),
                alert.updatedAt(),
                alert.endedAt(),
                alert.score(),
                alert.threshold(),
                alert.cause(),
                alert.contributions(),
                alert.model(),
                alert.source(),
                alert.features(),
                timings,
                alert.traceparent());
    }
}
