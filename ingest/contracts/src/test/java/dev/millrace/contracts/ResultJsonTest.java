package dev.millrace.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Results as others read them: names, order and numbers are the contract of {@code anomaly-scores} and {@code recommendations}. */
class ResultJsonTest {
    private static final ModelRef MODEL = new ModelRef("sensor-anomaly", "v3", "ab12");
    private static final SourceRef SOURCE = new SourceRef("sensor-readings", 2, 41);

    @Test
    void aScoreIsWrittenAsItAlwaysWas() {
        var score = new AnomalyScore(
                "line-1/pümp \"7\"",
                1_700_000_000_000L,
                1_700_000_015_000L,
                1.25,
                8,
                false,
                ordered("flow", .75, "pressure", .25),
                MODEL,
                SOURCE,
                new FeatureSnapshot(1_700_000_015_000L, ordered("robustZ", 1.5, "relation", 0), "00ff12ab"),
                Timings.of(ordered("ingest", 2.5, "window", 3, "queue", 1, "run", .042, "total", 6.542)),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(new String(AnomalyScore.CODEC.encode(score), UTF_8))
                .isEqualTo("{\"sensorId\":\"line-1/pümp \\\"7\\\"\",\"windowStart\":1700000000000,"
                        + "\"windowEnd\":1700000015000,\"score\":1.25,\"threshold\":8.0,\"anomalous\":false,"
                        + "\"contributions\":{\"flow\":0.75,\"pressure\":0.25},"
                        + "\"model\":{\"name\":\"sensor-anomaly\",\"version\":\"v3\",\"hash\":\"ab12\"},"
                        + "\"source\":{\"topic\":\"sensor-readings\",\"partition\":2,\"offset\":41},"
                        + "\"features\":{\"eventTime\":1700000015000,\"values\":{\"robustZ\":1.5,\"relation\":0.0},"
                        + "\"hash\":\"00ff12ab\"},"
                        + "\"timings\":{\"ingest\":2.5,\"window\":3.0,\"queue\":1.0,\"run\":0.042,\"total\":6.542},"
                        + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}");
    }

    @Test
    void aRecommendationIsWrittenAsItAlwaysWas() {
        var items = List.of(new Recommendation.Item("i-1", 2.5), new Recommendation.Item("i-2", -1));
        var full = new Recommendation(
                "r-1",
                "u-1",
                items,
                "request",
                MODEL,
                SOURCE,
                new FeatureSnapshot(7, ordered("history", 2, "seen", 3), "00ff12ab"),
                Timings.of(ordered("state", 1, "skew", 40)),
                "00-a");
        assertThat(new String(Recommendation.CODEC.encode(full), UTF_8))
                .isEqualTo("{\"requestId\":\"r-1\",\"userId\":\"u-1\","
                        + "\"items\":[{\"itemId\":\"i-1\",\"score\":2.5},{\"itemId\":\"i-2\",\"score\":-1.0}],"
                        + "\"trigger\":\"request\","
                        + "\"model\":{\"name\":\"sensor-anomaly\",\"version\":\"v3\",\"hash\":\"ab12\"},"
                        + "\"source\":{\"topic\":\"sensor-readings\",\"partition\":2,\"offset\":41},"
                        + "\"features\":{\"eventTime\":7,\"values\":{\"history\":2.0,\"seen\":3.0},\"hash\":\"00ff12ab\"},"
                        + "\"timings\":{\"state\":1.0,\"total\":1.0,\"skew\":40.0},\"traceparent\":\"00-a\"}");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        var bare = new Recommendation(
                "r", "u", List.of(), "e", new ModelRef("m", "baseline"), SOURCE, nothing(), Timings.NONE, null);
        assertThat(new String(Recommendation.CODEC.encode(bare), UTF_8))
                .isEqualTo("{\"requestId\":\"r\",\"userId\":\"u\",\"items\":[],\"trigger\":\"e\","
                        + "\"model\":{\"name\":\"m\",\"version\":\"baseline\"},"
                        + "\"source\":{\"topic\":\"sensor-readings\",\"partition\":2,\"offset\":41},"
                        + "\"features\":{\"eventTime\":0,\"values\":{}},\"timings\":{}}");
    }

    /** Whatever the names and numbers are, it is JSON for the same record as the mapper's own. */
    @Property(tries = 300)
    void aResultIsWhatTheMapperWrites(
            @ForAll String text,
            @ForAll long time,
            @ForAll double number,
            @ForAll float narrow,
            @ForAll Map<TimedStage, @IntRange(min = -9_999, max = 99_999) Integer> stages)
            throws Exception {
        Timings.Builder passed = Timings.NONE.and();
        stages.forEach(passed::add);
        Timings timings = passed.done();
        double value = Double.isFinite(number) ? number : 0;
        double share = Float.isFinite(narrow) ? narrow : 0;
        var numbers = ordered(text, value, "b", share);
        var score = new AnomalyScore(
                text,
                time,
                -time,
                share,
                value,
                true,
                numbers,
                new ModelRef(text, text, text),
                new SourceRef(text, 3, time),
                new FeatureSnapshot(time, numbers, text),
                timings,
                text);
        var recommendation = new Recommendation(
                text,
                text,
                List.of(new Recommendation.Item(text, value), new Recommendation.Item("b", share)),
                text,
                score.model(),
                score.source(),
                score.features(),
                timings,
                text);
        byte[] written = AnomalyScore.CODEC.encode(score);
        byte[] ranked = Recommendation.CODEC.encode(recommendation);
        byte[] byMapper = Json.mapper().writeValueAsBytes(score);
        assertThat(Json.mapper().readTree(written)).isEqualTo(Json.mapper().readTree(byMapper));
        assertThat(Json.mapper().readTree(ranked))
                .isEqualTo(Json.mapper().readTree(Json.mapper().writeValueAsBytes(recommendation)));
        assertThat(AnomalyScore.CODEC.decode(written)).isEqualTo(AnomalyScore.CODEC.decode(byMapper));
    }

    private static FeatureSnapshot nothing() {
        return new FeatureSnapshot(0, Map.of(), null);
    }

    private static Map<String, Double> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return map;
    }
}
