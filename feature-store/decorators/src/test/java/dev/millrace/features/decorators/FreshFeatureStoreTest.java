package dev.millrace.features.decorators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshFeatureStoreTest {
    private static final EntityKey ANN = EntityKey.of("user_id", "ann");

    @Test
    void rowsOlderThanTheirViewAllowsAreMarked() {
        var clock = new ManualClock();
        var store = FreshFeatureStore.wrap(
                new FaultyFeatureStore(), Map.of("short", Duration.ofMinutes(1), "long", Duration.ofDays(1)), clock);
        for (String view : List.of("short", "long", "ever")) {
            store.write(List.of(Rows.row(view, ANN, ManualClock.T0, Map.of("n", Values.int64(7)))));
        }
        var refs = FeatureRefs.of(
                List.of(new FeatureRef("short", "n"), new FeatureRef("long", "n"), new FeatureRef("ever", "n")));
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.read(refs, ANN).presence("short:n")).isEqualTo(Presence.PRESENT);
        clock.advance(Duration.ofNanos(1));
        FeatureVector vector = store.read(refs, ANN);
        assertThat(vector.presence("short:n")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
        assertThat(vector.number("short:n")).hasValue(7);
        assertThat(vector.presence("long:n")).isEqualTo(Presence.PRESENT);
        clock.advance(Duration.ofDays(400));
        assertThat(store.read(refs, ANN).presence("long:n")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
        assertThat(store.read(refs, ANN).presence("ever:n")).isEqualTo(Presence.PRESENT);
    }
}
