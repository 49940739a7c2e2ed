package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feast.proto.types.ValueProto.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;

class FeatureViewsTest {
    private static final Entity USER = new Entity("user", "user_id", ValueType.Enum.STRING, "");
    private static final Entity ITEM = new Entity("item", "item_id", ValueType.Enum.STRING, "");

    @Test
    void featuresThatShareAFieldOfOneEntityAreRefused() {
        String[] pair = collision();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> views(view("a", "user", pair[0]), view("b", "user", pair[1])))
                .withMessageContaining("'a:" + pair[0] + "' and 'b:" + pair[1] + "'")
                .withMessageContaining("rename one");
        assertThat(views(view("a", "user", pair[0]), view("b", "item", pair[1])).views())
                .as("different entities, different hashes")
                .hasSize(2);
    }

    @Test
    void featureMustNotHaveTheNameOfAJoinKeyOrOfAColumnOfTheHistory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> views(view("a", "user", "user_id")))
                .withMessageContaining("a has a feature 'user_id', which is its join key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view("a", "user", "event_timestamp"))
                .withMessageContaining("'event_timestamp', which is a column");
    }

    /** Features of views a and b with the same field: of 100,000 names on each side two have the same 32 bits. */
    private static String[] collision() {
        Map<Integer, String> ofA = new HashMap<>();
        for (int i = 0; ; i++) {
            String name = "f" + i;
            ofA.put(field("a:" + name), name);
            String other = ofA.get(field("b:" + name));
            if (other != null) {
                return new String[] {other, name};
            }
        }
    }

    private static int field(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(bytes, 0, bytes.length, 0);
    }

    private static FeatureViews views(FeatureView... views) {
        return new FeatureViews("p", List.of(USER, ITEM), List.of(views), List.of());
    }

    private static FeatureView view(String name, String entity, String feature) {
        return new FeatureView(
                name, List.of(entity), List.of(new Feature(feature, ValueType.Enum.INT64, "")), null, "", "");
    }
}
