package dev.millrace.streams.kafka;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertStateCodec;
import dev.millrace.streams.core.anomaly.ScoreFacts;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** A score moves the alert of its sensor on. */
final class AlertStep implements RecordStep {
    private final Stage stage;
    private final AlertLifeCycle lifeCycle;
    private final AlertStateCodec codec = new AlertStateCodec();
    private final ScoreReader reader = new ScoreReader();
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
        ScoreFacts facts = reader.read(record.key(), record.value());
        if (facts == null) {
            AnomalyScore score = Scores.read(record.key(), record.value());
            double total = score.timings().getOrDefault("total", 0.0);
            judge(record, ScoreFacts.of(score), total, () -> score);
        } else {
            judge(record, facts, reader.totalMillis(), () -> whole(record));
        }
    }

    private void judge(Record<byte[], byte[]> record, ScoreFacts facts, double total, Supplier<AnomalyScore> whole) {
        byte[] stored = store.get(record.key());
        AlertLifeCycle.Step step = lifeCycle.onScore(stored == null ? null : codec.decode(stored), facts, whole);
        store.put(record.key(), codec.encode(step.state()));
        long now = stage.clock().millis();
        double millis = Outputs.millisSince(Scores.originTimestamp(record, total), now);
        for (AnomalyAlert alert : step.alerts()) {
            byte[] value = AnomalyAlert.CODEC.encode(timed(alert, millis));
            RequestContext origin = Scores.origin(whole.get(), record).with("alert", millis);
            context.forward(Outputs.withContext(record.key(), value, origin, now), AlertTopology.ALERTS_SINK);
        }
        stage.metrics().accepted(stage.name(), millis);
    }

    /** A score that the quick reader took; that the strict one refuses it would be a mistake in the former. */
    private static AnomalyScore whole(Record<byte[], byte[]> record) {
        try {
            return Scores.read(record.key(), record.value());
        } catch (InvalidRecordException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
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
