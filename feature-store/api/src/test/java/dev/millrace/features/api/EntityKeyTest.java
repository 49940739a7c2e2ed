package dev.millrace.features.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityKeyTest {
    @Test
    void joinKeysAreSortedByCodePointNotByUtf16Unit() {
        // U+FF5E sorts before U+1F600 by code point, after it by UTF-16 unit
        EntityKey key = EntityKey.of(Map.of("😀", Values.int64(1), "～", Values.int64(2), "a", Values.int64(3)));
        assertThat(key.joinKeys().keySet()).containsExactly("a", "～", "😀");
    }

    @Test
    void keysAreEqualWhateverTheOrderOfTheirJoinKeys() {
        EntityKey key = EntityKey.of(Map.of("a", Values.text("1"), "b", Values.int64(2)));
        FeatureRow row = FeatureRow.newBuilder()
                .addJoinKeys(FeatureRow.JoinKey.newBuilder().setName("b").setValue(Values.int64(2)))
                .addJoinKeys(FeatureRow.JoinKey.newBuilder().setName("a").setValue(Values.text("1")))
                .build();
        assertThat(EntityKey.of(row)).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Test
    void rowWithoutJoinKeysBelongsToTheDummyEntity() {
        assertThat(EntityKey.of(FeatureRow.getDefaultInstance())).isEqualTo(EntityKey.none());
    }

    @Test
    void forbiddenTypesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityKey.of("price", Values.float64(1)))
                .withMessageContaining("'price' has type DOUBLE_VAL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityKey.of("x", Value.getDefaultInstance()))
                .withMessageContaining("VAL_NOT_SET");
    }

    @Test
    void joinKeyGivenTwiceIsNamed() {
        var twice = FeatureRow.JoinKey.newBuilder().setName("user_id").setValue(Values.text("u1"));
        FeatureRow row =
                FeatureRow.newBuilder().addJoinKeys(twice).addJoinKeys(twice).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityKey.of(row))
                .withMessageContaining("'user_id' is given twice");
    }

    @Test
    void keyWithoutJoinKeysOrWithoutANameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> EntityKey.of("", "u1"));
    }
}
