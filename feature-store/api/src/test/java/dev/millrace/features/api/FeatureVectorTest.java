package dev.millrace.features.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureVectorTest {
    private static final FeatureRefs AB = FeatureRefs.of("v", List.of("a", "b"));
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void scalarsAreNumbersAndTextIsNot() {
        var vector = Rows.vector(
                FeatureRefs.of("v", List.of("d", "f", "i", "b", "t", "absent")),
                Map.of(
                        "d", Values.float64(0.5),
                        "f", Value.newBuilder().setFloatVal(0.25f).build(),
                        "i", Value.newBuilder().setInt32Val(-3).build(),
                        "b", Value.newBuilder().setBoolVal(true).build(),
                        "t", Values.text("4")),
                T0);
        assertThat(vector.number("d")).hasValue(0.5);
        assertThat(vector.number("f")).hasValue(0.25);
        assertThat(vector.number("i")).hasValue(-3);
        assertThat(vector.number("b")).hasValue(1);
        assertThat(vector.number("t")).isEmpty();
        assertThat(vector.number("absent")).isEmpty();
    }

    @Test
    void valuesWithoutAnEventTimeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureVector.of(AB, new Value[] {Values.int64(1), null}, new Instant[1]))
                .withMessageContaining("eventTimes");
    }

    @Test
    void featureThatWasNotAskedForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureVector.missing(AB).value("c"))
                .withMessageContaining("'c' is not among");
    }

    @Test
    void nameThatTwoViewsHaveMustSayWhichView() {
        FeatureRefs refs = FeatureRefs.of(List.of(FeatureRef.parse("v:a"), FeatureRef.parse("w:a")));
        assertThat(refs.indexOf("w:a")).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> refs.indexOf("a")).withMessageContaining("ambiguous");
    }

    @Test
    void rowOlderThanItsTimeToLiveIsMarkedAndKeepsItsValue() {
        FeatureVector vector = Rows.vector(AB, Map.of("a", Values.int64(1)), T0);
        Map<String, Duration> ttl = Map.of("v", Duration.ofSeconds(10));
        assertThat(vector.aged(ttl, T0.plusSeconds(10)).presence("a")).isEqualTo(Presence.PRESENT);
        FeatureVector old = vector.aged(ttl, T0.plusSeconds(10).plusNanos(1));
        assertThat(old.presence("a")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
        assertThat(old.presence("b")).isEqualTo(Presence.NOT_FOUND);
        assertThat(old.number("a")).hasValue(1);
        assertThat(vector.aged(Map.of(), T0.plusSeconds(99)).presence("a")).isEqualTo(Presence.PRESENT);
    }
}
