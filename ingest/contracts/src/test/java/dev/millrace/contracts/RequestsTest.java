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
                .with("window", 1.5)
                .with("queue", 2);
        var headers = new RecordHeaders();
        context.write(headers);
        assertThat(RequestContext.read(headers)).isEqualTo(context);
        assertThat(context.traceparent()).startsWith("00-4bf92f35");
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
                Map.of("run", .2),
                null);
        assertThat(AnomalyScore.CODEC.decode(AnomalyScore.CODEC.encode(score))).isEqualTo(score);
        assertThatThrownBy(() -> AnomalyScore.CODEC.decode("{".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidRecordException.class);
    }
}
