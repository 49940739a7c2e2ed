package dev.millrace.load.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OwedTableTest {
    private static final int LANES = 5;

    private record Id(int lane, long index) {}

    /** Each step adds to one lane, a gap and a time later, and asks for some other place of that lane. */
    @Property(tries = 300)
    void isAMapThatForgetsByDueTime(
            @ForAll @Size(max = 400) List<@IntRange(max = 1_000_000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 2000) int remembered) {
        var table = new OwedTable(Duration.ofNanos(remembered * 1000L));
        Map<Id, Long> model = new HashMap<>();
        Set<Id> settled = new HashSet<>();
        long[] next = new long[LANES];
        long now = 0;
        for (int step : steps) {
            int lane = step % LANES;
            now += step % 7;
            table.advance(now);
            next[lane] += 1 + (step % 11 == 0 ? step % 50 : 0);
            table.owe(lane, next[lane], step % 1000, now);
            model.put(new Id(lane, next[lane]), OwedEntry.of(step % 1000, now));

            var asked = new Id(lane, Math.max(0, next[lane] - step / LANES % 40));
            long entry = table.settle(asked.lane(), asked.index());
            Long expected = model.get(asked);
            if (expected == null || OwedEntry.dueMicros(expected) < now - remembered) {
                assertThat(entry).isEqualTo(OwedEntry.NONE);
            } else {
                assertThat(OwedEntry.key(entry)).isEqualTo(OwedEntry.key(expected));
                assertThat(OwedEntry.dueMicros(entry)).isEqualTo(OwedEntry.dueMicros(expected));
                assertThat(OwedEntry.isSettled(entry)).isEqualTo(!settled.add(asked));
            }
        }
    }

    @Property
    void anEntryKeepsItsKeyAndDueTime(@ForAll @IntRange(max = OwedEntry.MAX_KEY) int key, @ForAll @IntRange int due) {
        long entry = OwedEntry.of(key, due * 32L);
        assertThat(OwedEntry.key(OwedEntry.settled(entry))).isEqualTo(key);
        assertThat(OwedEntry.dueMicros(OwedEntry.settled(entry))).isEqualTo(due * 32L);
        assertThat(entry).isNotEqualTo(OwedEntry.NONE);
    }

    @Test
    void whatDoesNotFitIsRefusedInWords() {
        assertThatThrownBy(() -> OwedEntry.of(-1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> OwedEntry.of(OwedEntry.MAX_KEY + 1, 0)).hasMessageContaining("plan fewer keys");
        assertThatThrownBy(() -> OwedEntry.of(0, OwedEntry.MAX_DUE_MICROS + 1)).hasMessageContaining("19 hours");
        var table = new OwedTable(Duration.ofSeconds(1));
        table.owe(0, 7, 0, 0);
        assertThatThrownBy(() -> table.owe(0, 7, 0, 0)).hasMessageContaining("7");
        assertThatThrownBy(() -> new OwedTable(Duration.ZERO)).hasMessageContaining("remembered");
    }

    @Test
    void fiveMinutesOfTwentyFiveThousandResultsASecondTakeAtMost120Megabytes() {
        var table = new OwedTable(OwedSensors.REMEMBERED);
        int sensors = 5_000;
        long windows = 0;
        for (long second = 0; second < 600; second++) {
            table.advance(second * 1_000_000);
            for (int round = 0; round < 5; round++) {
                for (int sensor = 0; sensor < sensors; sensor++) {
                    table.owe(sensor, windows, sensor, second * 1_000_000 + round * 200_000L);
                }
                windows++;
            }
        }
        assertThat(table.capacity() * 8).isLessThan(120_000_000);
        assertThat(table.settle(4_999, windows - 1)).isNotEqualTo(OwedEntry.NONE);
        assertThat(table.settle(4_999, windows - 1 - 5 * 300)).isNotEqualTo(OwedEntry.NONE);
        assertThat(table.settle(4_999, windows - 1 - 5 * 302)).isEqualTo(OwedEntry.NONE);
    }
}
