package dev.millrace.local.dlq;

import static dev.millrace.local.dlq.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterFilterTest {
    private static final LetterFilter ALL = new LetterFilter(null, null, null, null, null, null, Set.of());

    private static boolean takes(
            @Nullable String topic,
            @Nullable String stage,
            @Nullable String kind,
            @Nullable String model,
            @Nullable Instant since,
            @Nullable String key) {
        return new LetterFilter(topic, stage, kind, model, since, key, Set.of()).test(letter(7, "pump-1", "x"));
    }

    @Test
    void eachCriterionTakesItsOwnAndLeavesTheOthers() {
        assertThat(takes("sensor-readings", null, null, null, null, null)).isTrue();
        assertThat(takes("user-events", null, null, null, null, null)).isFalse();
        assertThat(takes(null, "flink.sensor-windows", null, null, null, null)).isTrue();
        assertThat(takes(null, "worker", null, null, null, null)).isFalse();
        assertThat(takes(null, null, "wrong-type", null, null, null)).isTrue();
        assertThat(takes(null, null, "malformed", null, null, null)).isFalse();
        assertThat(takes(null, null, null, "sensor-anomaly", null, null)).isTrue();
        assertThat(takes(null, null, null, "sensor-anomaly/3", null, null)).isTrue();
        assertThat(takes(null, null, null, "sensor", null, null)).isFalse();
        Instant refused = Instant.ofEpochMilli(Letters.TIME + 7);
        assertThat(takes(null, null, null, null, refused, null)).isTrue();
        assertThat(takes(null, null, null, null, refused.plusMillis(1), null)).isFalse();
        assertThat(takes(null, null, null, null, null, "pump-1")).isTrue();
        assertThat(takes(null, null, null, null, null, "pump-2")).isFalse();
    }

    @Test
    void everyCriterionMustHold() {
        assertThat(takes("sensor-readings", null, "malformed", null, null, null))
                .isFalse();
    }

    @Test
    void aLetterThatSaysNothingIsOnlyTakenByNoCriterion() {
        Letter alien = Letters.read(5, new ProducerRecord<>("dead-letters", null, null));
        assertThat(ALL.everything()).isTrue();
        assertThat(ALL.test(alien)).isTrue();
        assertThat(new LetterFilter("t", null, null, null, null, null, Set.of()).test(alien))
                .isFalse();
        assertThat(new LetterFilter(null, null, null, null, null, "k", Set.of()).test(alien))
                .isFalse();
    }

    @Test
    void positionsAreReadAsTheyAreShown() {
        assertThat(LetterId.parse("17")).isEqualTo(new LetterId(0, 17)).hasToString("17");
        assertThat(LetterId.parse("2/17")).isEqualTo(new LetterId(2, 17)).hasToString("2/17");
        assertThatThrownBy(() -> LetterId.parse("x17")).hasMessageContainingAll("'x17'", "dlq list");
    }
}
