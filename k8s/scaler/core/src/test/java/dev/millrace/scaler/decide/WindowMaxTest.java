package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowMaxTest {
    @Property(tries = 300)
    void tellsWhatALookAtAllOfThemTells(
            @ForAll @Size(max = 50) List<@IntRange(max = 20) Integer> values,
            @ForAll @IntRange(min = 0, max = 60) int length) {
        var window = new WindowMax();
        for (int now = 0; now < values.size(); now++) {
            window.add(now, values.get(now));
            int from = Math.max(0, now - length);
            assertThat(window.max(now - length))
                    .isEqualTo(values.subList(from, now + 1).stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElseThrow());
        }
    }

    @Test
    void anEmptyWindowIsZero() {
        assertThat(new WindowMax().max(0)).isZero();
    }
}
