package dev.millrace.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.control.DemoPresence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ResultSinkTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final ModelRef MODEL = new ModelRef("m", "v1");
    private static final SourceRef SOURCE = new SourceRef("t", 0, 1);
    private static final FeatureSnapshot FEATURES = new FeatureSnapshot(1, Map.of(), null);

    private final Live live = Live.empty();
    private final ResultSink sink = new ResultSink(live, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void scoresBecomePointsAndLatencies() {
        sink.accept(score("a", NOW));
        assertThat(live.series().since("a", 0).points()).containsExactly(new Point(60, 5, 3, true));
        assertThat(live.latencies().at(NOW)).containsOnlyKeys("sensors/queue", "sensors/total");
    }

    @Test
    void whatIsReadFromThePastIsNoLatencyOfNow() {
        sink.accept(score("a", NOW - 60_000));
        assertThat(live.series().sensors()).containsExactly("a");
        assertThat(live.latencies().at(NOW)).isEmpty();
    }

    @Test
    void ofManyScoresASampleIsReadAndOfAWatchedSensorAll() {
        for (int i = 0; i < 1_000; i++) {
            sink.accept(score("a", NOW));
        }
        live.series().watch(Set.of("b"));
        for (int i = 0; i < 100; i++) {
            sink.accept(score("b", NOW));
        }
        assertThat(live.series().since("a", 0).count()).isEqualTo(400);
        assertThat(live.series().since("b", 0).count()).isEqualTo(100);
    }

    @Test
    void anAlertChoosesTheSensorThatIsShown() {
        sink.accept(score("a", NOW));
        sink.accept(score("b", NOW));
        var alert = new AnomalyAlert(
                "1",
                "a",
                AnomalyAlert.Status.FIRING,
                5,
                1,
                1,
                null,
                5,
                3,
                "level",
                Map.of("t", .7, "u", .3),
                MODEL,
                SOURCE,
                FEATURES,
                Timings.of(Map.of("alert", 2.0)),
                null);
        sink.accept(found(Topics.ANOMALY_ALERTS, "a", AnomalyAlert.CODEC.encode(alert), NOW));
        assertThat(live.series().usual()).isEqualTo("a");
        assertThat(live.alerts().firing()).extracting(AlertStep::channel).containsExactly("t");
        assertThat(live.latencies().at(NOW)).containsKey("alerts/alert");
    }

    @Test
    void recommendationsLettersAndTheDemoGoToTheirBoards() {
        var items = List.of(new Recommendation.Item("i", 1), new Recommendation.Item("j", .5));
        var advice = new Recommendation(
                "r", "u", items, "e", MODEL, SOURCE, FEATURES, Timings.of(Map.of("total", 7.0)), null);
        sink.accept(found(Topics.RECOMMENDATIONS, "u", Recommendation.CODEC.encode(advice), NOW));
        assertThat(live.advice().take()).containsExactly(new Advice("u", List.of("i", "j"), "e", "m/v1", 7, NOW));
        sink.accept(found(Topics.DEAD_LETTERS, "k", "not json".getBytes(UTF_8), NOW));
        assertThat(live.letters().board().newest())
                .extracting(LetterBoard.Line::text)
                .containsExactly("not json");
        var told = DemoControl.recordOf(new DemoPresence(NOW, true, List.of("a"), true, 0, null));
        sink.accept(new ConsumerRecord<>(DemoControl.TOPIC, 0, 0, told.key(), told.value()));
        assertThat(live.demo().at(NOW)).isNotNull();
        assertThat(live.demo().at(NOW + 5_000)).isNull();
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        for (String topic : List.of(Topics.ANOMALY_SCORES, Topics.ANOMALY_ALERTS, Topics.RECOMMENDATIONS)) {
            sink.accept(found(topic, "a", "{".getBytes(UTF_8), NOW));
            sink.accept(new ConsumerRecord<>(topic, 0, 0, null, null));
        }
        assertThat(live.series().sensors()).isEmpty();
        assertThat(live.alerts().firing()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> score(String sensor, long at) {
        var score = new AnomalyScore(
                sensor,
                0,
                60,
                5,
                3,
                true,
                Map.of(),
                MODEL,
                SOURCE,
                FEATURES,
                Timings.of(Map.of("queue", 1.5, "total", 4.0)),
                null);
        return found(Topics.ANOMALY_SCORES, sensor, AnomalyScore.CODEC.encode(score), at);
    }

    private static ConsumerRecord<byte[], byte[]> found(String topic, String key, byte[] value, long at) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                at,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
