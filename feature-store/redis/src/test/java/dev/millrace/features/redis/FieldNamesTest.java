package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    @Test
    void featuresThatShareAFieldAreNamed() {
        String[] pair = collidingFeatures("v");
        var fields = new FieldNames();
        assertThat(fields.collision(row(pair[0], "other"))).isNull();
        assertThat(fields.collision(row(pair[0], pair[1]))).contains(pair[0], pair[1], "'v'");
        // told again for the next row, not only for the first
        assertThat(fields.collision(row(pair[1], "third"))).contains(pair[0], pair[1]);
    }

    @Test
    void usualNamesDoNotCollide() {
        var fields = new FieldNames();
        for (int i = 0; i < 50; i++) {
            assertThat(fields.collision(row("mean_" + i, "std_" + i))).isNull();
            assertThat(fields.feature("v", "mean_" + i)).isEqualTo(FeastHash.feature("v", "mean_" + i));
        }
    }

    /** Of some hundred thousand names two share 32 bits (birthday bound: half of all tries succeed at 77,000). */
    static String[] collidingFeatures(String view) {
        Map<ByteBuffer, String> seen = new HashMap<>();
        for (int i = 0; ; i++) {
            String name = "f" + i;
            String other = seen.put(ByteBuffer.wrap(FeastHash.feature(view, name)), name);
            if (other != null) {
                return new String[] {other, name};
            }
        }
    }

    private static FeatureRow row(String a, String b) {
        return Rows.row("v", EntityKey.none(), Instant.EPOCH, Map.of(a, Values.int64(1), b, Values.int64(2)));
    }
}
