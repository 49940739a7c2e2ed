package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.streams.core.anomaly.ScoreFacts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreReaderTest {
    private static final byte[] KEY = utf8("sensor-é");

    private final ScoreReader reader = new ScoreReader();

    @Test
    void factsAreThoseOfTheStrictReader() throws Exception {
        byte[] value = AnomalyScore.CODEC.encode(score());
        assertThat(reader.read(KEY, value)).isEqualTo(ScoreFacts.of(Scores.read(KEY, value)));
        assertThat(reader.totalMillis()).isEqualTo(5.25);
        for (AnomalyScore sample : SampleScores.of("s1", 3)) {
            byte[] bytes = AnomalyScore.CODEC.encode(sample);
            assertThat(reader.read(utf8("s1"), bytes)).isEqualTo(ScoreFacts.of(sample));
        }
    }

    @Test
    void nothingIsKeptOfTheScoreBefore() {
        byte[] first = AnomalyScore.CODEC.encode(score());
        String without = json().replace("\"range\":0.5,", "").replace(",\"total\":5.25", "");
        assertThat(reader.read(KEY, first)).isNotNull();
        assertThat(reader.read(KEY, utf8(without))).isNotNull().satisfies(facts -> assertThat(facts.range())
                .isZero());
        assertThat(reader.totalMillis()).isZero();
    }

    /** The strict reader then takes them or says what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"score\":4.5 | \"score\":\"4.5\"",
                "\"score\":4.5 | \"score\":1e999",
                "\"score\":4.5 | \"score\":4.5,\"score\":5",
                "\"threshold\":3.0, | ' '",
                "\"windowEnd\":2000 | \"windowEnd\":99999999999999999999",
                "\"windowEnd\":2000 | \"windowEnd\":2000.5",
                "\"name\":\"sensor-anomaly\" | \"name\":null",
                "\"offset\":9 | \"offset\":\"9\"",
                "\"partition\":2 | \"partition\":3000000000",
                "\"robustZ\":1.5 | \"robustZ\":null",
                "\"a\":0.25 | \"a\":{}",
                "sensor-é | sensor-e",
                "\"features\" | \"others\"",
                "\"anomalous\":true | \"anomalous\":1"
            })
    void unusualScoresAreLeftToTheStrictReader(String usual, String unusual) {
        assertThat(json()).contains(usual);
        assertThat(reader.read(KEY, utf8(json().replace(usual, unusual)))).isNull();
    }

    @Test
    void noScoreAtAllIsLeftToo() {
        assertThat(reader.read(KEY, null)).isNull();
        assertThat(reader.read(KEY, new byte[0])).isNull();
        assertThat(reader.read(KEY, utf8("[1]"))).isNull();
        assertThat(reader.read(null, utf8(json()))).isNull();
    }

    @Test
    void whatItAcceptsOfBrokenBytesTheStrictReaderAcceptsAlike() throws Exception {
        var random = new Random(23);
        byte[] good = AnomalyScore.CODEC.encode(score());
        String alphabet = "\"{}[],:.-+e0123456789 \\ntruefalsxé";
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            ScoreFacts facts = reader.read(KEY, bytes);
            if (facts != null) {
                accepted++;
                assertThat(facts).isEqualTo(ScoreFacts.of(Scores.read(KEY, bytes)));
            }
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    private static String json() {
        return new String(AnomalyScore.CODEC.encode(score()), StandardCharsets.UTF_8);
    }

    private static AnomalyScore score() {
        return new AnomalyScore(
                "sensor-é",
                1000,
                2000,
                4.5,
                3,
                true,
                Map.of("a", .25),
                new ModelRef("sensor-anomaly", "v1", "abc"),
                new SourceRef("sensor-readings", 2, 9),
                new FeatureSnapshot(2000, signals(), "1b2c"),
                timings(),
                "00-11111111111111111111111111111111-2222222222222222-01");
    }

    private static Map<String, Double> signals() {
        var signals = new LinkedHashMap<String, Double>();
        signals.put("robustZ.a", 2.5);
        signals.put("range", .5);
        signals.put("robustZ", 1.5);
        return signals;
    }

    private static Timings timings() {
        return Timings.of(Map.of("window", 1.0, "total", 5.25));
    }
}
