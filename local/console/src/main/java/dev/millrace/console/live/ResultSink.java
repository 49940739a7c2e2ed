package dev.millrace.console.live;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.Flow;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.Topics;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.dlq.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records to the boards. Scores and recommendations come by the thousand: of these only so many a second are read whole, and
 * besides those of sensors that somebody watches. One thread.
 */
public final class ResultSink {
    public static final String SENSORS = Flow.SENSORS.label();
    public static final String USERS = Flow.USERS.label();
    public static final String ALERTS = "alerts";

    private static final int SAMPLED_PER_SECOND = 400;
    /** What is older belongs to the past that is read at the start: shown, but no latency of now. */
    private static final long NOW_MILLIS = 10_000;

    private final Live live;
    private final Clock clock;
    private long second;
    private int sampled;

    public ResultSink(Live live, Clock clock) {
        this.live = live;
        this.clock = clock;
    }

    /** Anything that cannot be read is left out: others dead-letter it, nobody looks here for it. */
    public void accept(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() == null && !found.topic().equals(Topics.DEAD_LETTERS)) {
            return;
        }
        try {
            switch (found.topic()) {
                case Topics.ANOMALY_SCORES -> score(found);
                case Topics.ANOMALY_ALERTS -> alert(found);
                case Topics.RECOMMENDATIONS -> recommendation(found);
                case Topics.DEAD_LETTERS -> live.letters().add(Letter.of(found));
                case DemoControl.TOPIC ->
                    DemoControl.presence(found.key(), found.value()).ifPresent(live.demo()::heard);
                default -> {
                    // nothing else is asked for
                }
            }
        } catch (InvalidRecordException e) {
            // see above
        }
    }

    private void score(ConsumerRecord<byte[], byte[]> found) throws InvalidRecordException {
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        if (!live.series().isWatched(key) && !drawn()) {
            return;
        }
        AnomalyScore score = AnomalyScore.CODEC.decode(found.value());
        live.series()
                .add(
                        score.sensorId(),
                        new Point(score.windowEnd(), score.score(), score.threshold(), score.anomalous()));
        if (recent(found)) {
            live.latencies().record(SENSORS, score.timings().asMap(), clock.millis());
        }
    }

    private void alert(ConsumerRecord<byte[], byte[]> found) throws InvalidRecordException {
        AnomalyAlert alert = AnomalyAlert.CODEC.decode(found.value());
        if (live.alerts().add(AlertStep.of(alert, found.timestamp()))) {
            live.series().alerted(alert.sensorId());
        }
        if (recent(found)) {
            live.latencies().record(ALERTS, alert.timings().asMap(), clock.millis());
        }
    }

    private void recommendation(ConsumerRecord<byte[], byte[]> found) throws InvalidRecordException {
        if (!drawn()) {
            return;
        }
        Recommendation recommendation = Recommendation.CODEC.decode(found.value());
        live.advice().add(Advice.of(recommendation, found.timestamp()));
        if (recent(found)) {
            live.latencies().record(USERS, recommendation.timings().asMap(), clock.millis());
        }
    }

    private boolean recent(ConsumerRecord<byte[], byte[]> found) {
        return clock.millis() - found.timestamp() < NOW_MILLIS;
    }

    private boolean drawn() {
        long now = clock.millis() / 1000;
        if (now != second) {
            second = now;
            sampled = 0;
        }
        sampled++;
        return sampled <= SAMPLED_PER_SECOND;
    }
}
