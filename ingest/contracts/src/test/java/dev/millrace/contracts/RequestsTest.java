package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Property(tries = 200)
    void windowRequestSurvivesTheWire(
            @ForAll String sensor, @ForAll @Size(min = 1, max = 5) String[] channels, @ForAll float value)
            throws Exception {
        float[] window = new float[channels.length * 3];
        Arrays.fill(window, value);
        var request = new WindowRequest(sensor, 1, 2, channels, window, Map.of("robustZ", 3.5));
        assertThat(WindowRequest.decode(request.encode("m")))
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Property(tries = 200)
    void userStateRequestSurvivesTheWire(
            @ForAll String id, @ForAll @Size(max = 5) String[] history, @ForAll @Size(max = 5) String[] seen)
            throws Exception {
        long[] times = new long[history.length];
        var request = new UserStateRequest(id, "u", 10, "request", 9, history, times, seen);
        assertThat(UserStateRequest.decode(request.encode("m")))
                .usingRecursiveComparison()
                .isEqualTo(request);
    }

    @Property(tries = 500)
    void randomBytesNeverBreakTheDecoder(@ForAll byte[] bytes) {
        try {
            assertThat(WindowRequest.decode(bytes)).isNotNull();
        } catch (InvalidRecordException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.MALFORMED);
        }
    }

    @Test
    void contextSurvivesTheHeadersAndKeepsTheProducersTrace() throws Exception {
        var incoming = new RecordHeaders();
        incoming.add(
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        RequestContext context = RequestContext.of(new SourceRef("a/b", 3, 14), 99, incoming)
                .until(TimedStage.INGEST, 99_400)
                .until(TimedStage.WINDOW, 100_917);
        var headers = new RecordHeaders();
        context.write(headers);
        assertThat(RequestContext.read(headers)).isEqualTo(context);
        assertThat(context.traceparent()).startsWith("00-4bf92f35");
    }

    @Test
    void aStageBeginsWhereTheOneBeforeEnded() throws Exception {
        RequestContext context = RequestContext.of(new SourceRef("t", 0, 7), 1_000, null)
                .until(TimedStage.INGEST, 1_002_250)
                .until(TimedStage.STATE, 1_002_900);
        var headers = new RecordHeaders();
        context.write(headers);
        RequestContext elsewhere = RequestContext.read(headers).until(TimedStage.QUEUE, 1_010_000);
        assertThat(elsewhere.timings())
                .isEqualTo(Timings.of(Map.of("ingest", 2.25, "state", .65, "queue", 7.1, "total", 10.0)));
        assertThat(elsewhere.handedOver()).isEqualTo(1_010_000);
    }

    @Test
    void aProducersClockThatIsAheadSpoilsOneStageOnly() throws Exception {
        RequestContext context = RequestContext.of(new SourceRef("t", 0, 7), 1_500, null)
                .until(TimedStage.INGEST, 1_002_000)
                .until(TimedStage.STATE, 1_003_000);
        var headers = new RecordHeaders();
        context.write(headers);
        Timings timings =
                RequestContext.read(headers).until(TimedStage.QUEUE, 1_005_000).timings();
        assertThat(timings.micros(TimedStage.INGEST)).isZero();
        assertThat(timings.millis(TimedStage.STATE)).isEqualTo(1);
        assertThat(timings.millis(TimedStage.QUEUE)).isEqualTo(2);
        assertThat(timings.totalMillis()).isEqualTo(3);
        assertThat(timings.skewMicros()).isEqualTo(498_000);
        assertThat(timings.skewed()).isTrue();
    }

    @Test
    void aTraceThatIsNoneIsReplacedAtEveryHop() throws Exception {
        var source = new SourceRef("t", 0, 7);
        var headers = new RecordHeaders();
        RequestContext.of(source, 1, null).write(headers);
        String derived = RequestContext.read(headers).traceparent();
        headers.remove("traceparent");
        headers.add("traceparent", "00-4bf9-".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(RequestContext.read(headers).traceparent()).isEqualTo(derived);
        assertThat(RequestContext.of(source, 1, headers).traceparent()).isEqualTo(derived);
    }

    @Test
    void derivedTraceIsTheSameOnAReplayAndWellFormed() {
        var source = new SourceRef("t", 0, 7);
        assertThat(RequestContext.of(source, 1, null).traceparent())
                .isEqualTo(RequestContext.of(source, 2, null).traceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void brokenHeadersAreAnInvalidRecord() {
        assertThatThrownBy(() -> RequestContext.read(new RecordHeaders()))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("millrace.source");
    }

    @Test
    void resultsSurviveJson() throws Exception {
        var score = new AnomalyScore(
                "s",
                1,
                2,
                .5,
                .7,
                false,
                Map.of("a", 1.0),
                new ModelRef("m", "v1"),
                new SourceRef("t", 1, 2),
                new FeatureSnapshot(2, Map.of("robustZ", .1), "ff"),
                Timings.of(Map.of("run", .2)),
                null);
        assertThat(AnomalyScore.CODEC.decode(AnomalyScore.CODEC.encode(score))).isEqualTo(score);
        assertThatThrownBy(() -> AnomalyScore.CODEC.decode("{".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidRecordException.class);
    }
}
