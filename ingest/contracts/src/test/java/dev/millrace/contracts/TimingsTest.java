package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingsTest {
    @Property(tries = 500)
    void whateverClocksSayTheStagesAddUpToTheTotal(
            @ForAll @Size(9) List<@LongRange(min = -5_000_000, max = 90_000_000) Long> took) {
        Timings timings = Timings.NONE;
        long plain = 0;
        for (TimedStage stage : TimedStage.values()) {
            timings = timings.with(stage, took.get(stage.index()));
            plain += took.get(stage.index());
        }
        double sum = 0;
        for (Map.Entry<String, Double> one : timings.asMap().entrySet()) {
            assertThat(one.getValue()).isNotNegative();
            sum += one.getKey().equals("total") || one.getKey().equals("skew") ? 0 : one.getValue();
        }
        assertThat(sum).isCloseTo(timings.totalMillis(), within(1e-6));
        assertThat(timings.totalMicros() - timings.skewMicros()).isEqualTo(plain);
        assertThat(TimingsText.read(TimingsText.write(timings))).isEqualTo(timings);
    }

    @Test
    void aHeaderReadsLikeWords() {
        Timings timings = Timings.NONE
                .with(TimedStage.INGEST, 512)
                .with(TimedStage.WINDOW, 2_000)
                .with(TimedStage.QUEUE, -40_010);
        assertThat(TimingsText.write(timings)).isEqualTo("ingest=0.512;window=2.0;queue=0.0;skew=40.01;");
        assertThat(TimingsText.read("state=1.5E1;later=9;queue=7;"))
                .isEqualTo(Timings.of(Map.of("state", 15.0, "queue", 7.0)));
        assertThat(TimingsText.read(null)).isEqualTo(TimingsText.read("")).isEqualTo(Timings.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "queue=1", "queue=;", "queue=x;", "queue=NaN;", "=", ";"})
    void aHeaderThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> TimingsText.read(text))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }

    @Test
    void aStageThatIsPassedAgainTakesLonger() {
        Timings timings = Timings.NONE.with(TimedStage.RUN, 3).with(TimedStage.RUN, 4);
        assertThat(timings.micros(TimedStage.RUN)).isEqualTo(7);
        assertThat(timings.has(TimedStage.FEATURES)).isFalse();
        assertThat(timings.totalMicros()).isEqualTo(7);
    }

    @Test
    void whatOthersWroteIsTakenAsFarAsItIsUsable() {
        var strange = new java.util.HashMap<String, Double>(Map.of("run", -1.0, "queue", 1e300, "mine", 4.0));
        strange.put("batch", null);
        strange.put("state", Double.NaN);
        assertThat(Timings.of(strange).asMap().keySet()).containsExactlyInAnyOrder("state", "queue", "run", "total");
        assertThat(Timings.of(Map.of("total", 5.25)).totalMillis()).isEqualTo(5.25);
    }

    @Test
    void partsOfAMillisecondAreNotLost() {
        var clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000, 123_456_789), ZoneOffset.UTC);
        assertThat(Timings.micros(clock)).isEqualTo(1_700_000_000_123_456L);
    }
}
