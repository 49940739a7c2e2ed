package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
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
    void alertTellsTheTimeSinceItsScoreAndInAllSinceItsReading() throws Exception {
        var headers = new RecordHeaders();
        var reading = new SourceRef(Topics.SENSOR_READINGS, 2, 9);
        RequestContext.of(reading, NOW - 85, null).write(headers);
        for (AnomalyScore score : SampleScores.of("s1", 3)) {
            send(score, NOW - 80, headers.toArray());
        }
        TestRecord<byte[], byte[]> record = drive.read(Topics.ANOMALY_ALERTS).get(0);
        RequestContext context = RequestContext.read(record.headers());
        assertThat(record.timestamp()).isEqualTo(NOW);
        Timings timings = AnomalyAlert.CODEC.decode(record.value()).timings();
        assertThat(timings).isEqualTo(Timings.of(Map.of("run", 5.0, "alert", 80.0, "total", 85.0)));
        assertThat(context.source()).isEqualTo(reading);
        assertThat(context.timings()).isEqualTo(timings);
        assertThat(context.handedOver()).isEqualTo(NOW * 1000);
        assertThat(drive.judged).containsOnly(80_000L).hasSize(600);
    }

    @Test
    void alertIsOfTheTraceOfItsScore() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        for (AnomalyScore score : SampleScores.of("s1", 3)) {
            String json = new String(AnomalyScore.CODEC.encode(score), java.nio.charset.StandardCharsets.UTF_8);
            byte[] traced =
                    Drive.utf8(json.replaceFirst("\"traceparent\":\"[^\"]+\"", "\"traceparent\":\"" + trace + '"'));
            drive.send(Topics.ANOMALY_SCORES, "s1", traced, NOW, new RecordHeader("traceparent", Drive.utf8(trace)));
        }
        TestRecord<byte[], byte[]> record = drive.read(Topics.ANOMALY_ALERTS).get(0);
        assertThat(Drive.header(record, "traceparent")).isEqualTo(trace);
        assertThat(AnomalyAlert.CODEC.decode(record.value()).traceparent()).isEqualTo(trace);
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

    private void send(AnomalyScore score) {
        send(score, NOW);
    }

    private void send(AnomalyScore score, long at, Header... headers) {
        drive.send(Topics.ANOMALY_SCORES, score.sensorId(), AnomalyScore.CODEC.encode(score), at, headers);
    }
}
