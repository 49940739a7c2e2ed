package dev.millrace.features.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureVectorTest {
    @Test
    void scalarsAreNumbersAndTextIsNot() {
        var vector = new FeatureVector(
                Map.of(
                        "d", Values.float64(0.5),
                        "f", Value.newBuilder().setFloatVal(0.25f).build(),
                        "i", Value.newBuilder().setInt32Val(-3).build(),
                        "b", Value.newBuilder().setBoolVal(true).build(),
                        "t", Values.text("4")),
                Instant.EPOCH);
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
                .isThrownBy(() -> new FeatureVector(Map.of("a", Values.int64(1)), null))
                .withMessageContaining("eventTime");
    }
}
