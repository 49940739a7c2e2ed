package dev.millrace.features.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.features.api.FeaturePolicy.Mark;
import dev.millrace.features.api.FeaturePolicy.Refuse;
import dev.millrace.features.api.FeaturePolicy.Refused;
import dev.millrace.features.api.FeaturePolicy.Resolved;
import dev.millrace.features.api.FeaturePolicy.Rule;
import dev.millrace.features.api.FeaturePolicy.UseDefault;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeaturePolicyTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final FeatureRefs REFS =
            FeatureRefs.of(List.of(new FeatureRef("u", "a"), new FeatureRef("u", "b"), new FeatureRef("i", "c")));
    private static final FeaturePolicy REFUSE = FeaturePolicy.of(Rule.of(new Refuse()));
    private static final FeaturePolicy MARK = FeaturePolicy.of(Rule.of(new Mark()));

    @Test
    void whatIsThereIsGivenUnderEveryRule() {
        FeatureVector vector = vector(Values.float64(0.5), Values.int64(2), Values.int64(3));
        for (FeaturePolicy policy : List.of(REFUSE, MARK, FeaturePolicy.of(Rule.of(new UseDefault(9))))) {
            assertResolved(policy, vector, new float[] {0.5f, 2, 3}, List.of(), List.of());
        }
    }

    @Test
    void missingAndStaleHaveRulesOfTheirOwn() {
        FeatureVector vector = expired(vector(Values.float64(0.5), null, Values.int64(3)), "u");
        FeaturePolicy policy = FeaturePolicy.of(new Rule(new UseDefault(-1), new Mark()));
        assertResolved(policy, vector, new float[] {0.5f, -1, 3}, List.of(1), List.of(0));
        policy = FeaturePolicy.of(new Rule(new Mark(), new UseDefault(7)));
        assertResolved(policy, vector, new float[] {7, Float.NaN, 3}, List.of(1), List.of(0));
    }

    @Test
    void theNearestRuleCounts() {
        FeatureVector nothing = FeatureVector.missing(REFS);
        FeaturePolicy policy = REFUSE.with("u", Rule.of(new UseDefault(1)))
                .with(new FeatureRef("u", "b"), Rule.of(new UseDefault(2)))
                .with("i", Rule.of(new Mark()));
        assertResolved(policy, nothing, new float[] {1, 2, Float.NaN}, List.of(0, 1, 2), List.of());
        assertThat(REFUSE.resolve(nothing)).isInstanceOf(Refused.class);
    }

    @Test
    void refusalsSayWhy() {
        Value one = Values.int64(1);
        assertRefused(REFUSE, FeatureVector.missing(REFS), "u:a is missing: the entity has no row in the view");
        assertRefused(REFUSE, vector(one, null, one), "u:b is missing in the row of " + T0);
        assertRefused(REFUSE, vector(one, one, Value.getDefaultInstance()), "i:c is NULL in the row of " + T0);
        assertRefused(REFUSE, expired(vector(one, one, one), "i"), "i:c is stale: its row is of " + T0);
        assertRefused(MARK, vector(one, Values.text("x"), one), "u:b is no number but STRING_VAL");
    }

    @Test
    void nullOfAnExpiredRowIsMissing() {
        FeatureVector vector = expired(vector(Value.getDefaultInstance(), Values.int64(2), Values.int64(3)), "u");
        assertResolved(MARK, vector, new float[] {Float.NaN, 2, 3}, List.of(0), List.of(1));
    }

    private static FeatureVector vector(@Nullable Value a, @Nullable Value b, @Nullable Value c) {
        return FeatureVector.of(REFS, new Value[] {a, b, c}, new Instant[] {T0, T0});
    }

    private static FeatureVector expired(FeatureVector vector, String view) {
        return vector.aged(Map.of(view, Duration.ofSeconds(1)), T0.plusSeconds(2));
    }

    private static void assertResolved(
            FeaturePolicy policy, FeatureVector vector, float[] values, List<Integer> missing, List<Integer> stale) {
        assertThat(policy.resolve(vector)).isInstanceOfSatisfying(Resolved.class, resolved -> {
            assertThat(resolved.values()).containsExactly(values);
            assertThat(resolved.missing()).isEqualTo(bits(missing));
            assertThat(resolved.stale()).isEqualTo(bits(stale));
        });
    }

    private static BitSet bits(List<Integer> indexes) {
        var bits = new BitSet();
        indexes.forEach(bits::set);
        return bits;
    }

    private static void assertRefused(FeaturePolicy policy, FeatureVector vector, String reason) {
        assertThat(policy.resolve(vector)).isEqualTo(new Refused(reason));
    }
}
