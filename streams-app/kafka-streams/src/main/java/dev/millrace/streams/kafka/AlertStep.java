package dev.millrace.streams.kafka;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertStateCodec;
import dev.millrace.streams.core.anomaly.ScoreFacts;
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
            judge(record, ScoreFacts.of(score), score.timings().totalMillis(), () -> score);
        } else {
            judge(record, facts, reader.totalMillis(), () -> whole(record));
        }
    }

    private void judge(Record<byte[], byte[]> record, ScoreFacts facts, double total, Supplier<AnomalyScore> whole) {
        byte[] stored = store.get(record.key());
        AlertLifeCycle.Step step = lifeCycle.onScore(stored == null ? null : codec.decode(stored), facts, whole);
        store.put(record.key(), codec.encode(step.state()));
        long now = stage.micros();
        long sinceScore = now - 1000 * record.timestamp();
        for (AnomalyAlert alert : step.alerts()) {
            RequestContext origin =
                    Scores.origin(whole.get(), record).with(alert.timings().with(TimedStage.ALERT, sinceScore));
            byte[] value = AnomalyAlert.CODEC.encode(alertOf(alert, origin));
            context.forward(Outputs.withContext(record.key(), value, origin, now), AlertTopology.ALERTS_SINK);
        }
        stage.metrics().judged(facts.modelName(), sinceScore);
        stage.metrics().accepted(stage.name(), now - 1000 * Scores.originTimestamp(record, total));
    }

    /** A score that the quick reader took; that the strict one refuses it would be a mistake in the former. */
    private static AnomalyScore whole(Record<byte[], byte[]> record) {
        try {
            return Scores.read(record.key(), record.value());
        } catch (InvalidRecordException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private static AnomalyAlert alertOf(AnomalyAlert alert, RequestContext origin) {
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
                origin.timings(),
                origin.traceparent());
    }
}
