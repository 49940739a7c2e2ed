package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTopologyTest {
    private final Drive drive;

    AlertTopologyTest(@TempDir Path folder) {
        drive = new Drive(folder);
    }

    @AfterEach
    void stop() {
        drive.close();
    }

    @Test
    void driverGivesWhatThePureCoreGives() throws Exception {
        var core = new AlertLifeCycle(AlertConfig.defaults());
        AlertState state = null;
        List<AnomalyAlert> expected = new ArrayList<>();
        for (AnomalyScore score : SampleScores.of("s1", 3)) {
            AlertLifeCycle.Step step = core.onScore(state, score);
            state = step.state();
            expected.addAll(step.alerts());
            send(score);
        }
        List<AnomalyAlert> given = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : drive.read(Topics.ANOMALY_ALERTS)) {
            given.add(AnomalyAlert.CODEC.decode(record.value()));
        }
        assertThat(given).usingRecursiveComparison().ignoringFields("timings").isEqualTo(expected);
        assertThat(expected)
                .extracting(AnomalyAlert::status)
                .startsWith(AnomalyAlert.Status.FIRING)
                .endsWith(AnomalyAlert.Status.RESOLVED);
    }

    @Test
    void alertTellsTheTimeSinceItsReading() throws Exception {
        var headers = new RecordHeaders();
        var reading = new SourceRef(Topics.SENSOR_READINGS, 2, 9);
        RequestContext.of(reading, NOW - 80, null).with("window", 3).write(headers);
        for (AnomalyScore score : SampleScores.of("s1", 3)) {
            send(score, headers.toArray());
        }
        TestRecord<byte[], byte[]> record = drive.read(Topics.ANOMALY_ALERTS).get(0);
        RequestContext context = RequestContext.read(record.headers());
        assertThat(record.timestamp()).isEqualTo(NOW);
        assertThat(AnomalyAlert.CODEC.decode(record.value()).timings()).containsEntry("alert", 80.0);
        assertThat(context.source()).isEqualTo(reading);
        assertThat(context.timings()).containsEntry("window", 3.0).containsEntry("alert", 80.0);
    }

    @Test
    void scoreWithoutContextHeadersCountsFromItsOwnTimings() {
        AnomalyScore score = SampleScores.of("s1", 3).get(0);
        RequestContext context = Scores.origin(
                score, new org.apache.kafka.streams.processor.api.Record<>(new byte[0], new byte[0], NOW));
        assertThat(context.originTimestamp()).isEqualTo(NOW - 5);
        assertThat(context.source()).isEqualTo(score.source());
        assertThat(context.traceparent()).isEqualTo(score.traceparent());
    }

    @Test
    void scoreThatIsNotANumberIsRefused() {
        AnomalyScore score = SampleScores.of("s1", 3).get(0);
        String json = new String(AnomalyScore.CODEC.encode(score), java.nio.charset.StandardCharsets.UTF_8);
        String broken = json.replaceFirst("\"score\":[^,]+", "\"score\":\"NaN\"");
        drive.send(Topics.ANOMALY_SCORES, "s1", Drive.utf8(broken), NOW);
        assertThat(drive.told).containsExactly("streams.alerts not-finite");
    }

    private void send(AnomalyScore score, Header... headers) {
        drive.send(Topics.ANOMALY_SCORES, score.sensorId(), AnomalyScore.CODEC.encode(score), NOW, headers);
    }
}
