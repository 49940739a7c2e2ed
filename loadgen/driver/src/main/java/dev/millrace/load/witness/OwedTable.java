package dev.millrace.load.witness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every result that is owed, with its due time, for as long as it is remembered.
 *
 * <p>What is owed comes in lanes (a sensor, a sending process) and rises by about one within its lane. So it is not hashed: a
 * lane is a ring of packed longs, an identity is a place in it, and forgetting is moving the ring's front. That is 8 to 16 bytes
 * an entry where an open-addressing map of longs takes 24 to 32 and must clean up after its deletions: five minutes of 25,000
 * results a second are 60 to 120 MB. An entry stays after its settlement, marked, to tell a repetition from a stranger.
 *
 * <p>Not thread-safe.
 */
final class OwedTable {
    private static final int SMALLEST = 16;

    private final long rememberedMicros;
    private @Nullable OwedLane[] lanes = new OwedLane[SMALLEST];
    private long horizonMicros;

    /** Entries are forgotten {@code remembered} after their due time, settled or not. */
    OwedTable(Duration remembered) {
        if (remembered.isNegative() || remembered.isZero()) {
            throw new IllegalArgumentException("remembered: " + remembered + " is no time");
        }
        this.rememberedMicros = remembered.toNanos() / 1000;
    }

    /** Tells the time: forgets what was due too long ago. */
    void advance(long nowMicros) {
        horizonMicros = Math.max(horizonMicros, nowMicros - rememberedMicros);
    }

    void owe(int lane, long index, int key, long dueMicros) {
        if (lane >= lanes.length) {
            var more = new OwedLane[Math.max(lane + 1, lanes.length * 2)];
            System.arraycopy(lanes, 0, more, 0, lanes.length);
            lanes = more;
        }
        OwedLane found = lanes[lane];
        if (found == null) {
            found = new OwedLane();
            lanes[lane] = found;
        }
        found.add(index, OwedEntry.of(key, dueMicros), horizonMicros);
    }

    /** The entry as it was before, now settled; {@link OwedEntry#NONE} where nothing is owed there or it is forgotten. */
    long settle(int lane, long index) {
        OwedLane found = lane < lanes.length ? lanes[lane] : null;
        long entry = found == null ? OwedEntry.NONE : found.get(index);
        if (found == null || entry == OwedEntry.NONE || OwedEntry.dueMicros(entry) < horizonMicros) {
            return OwedEntry.NONE;
        }
        found.settle(index);
        return entry;
    }

    /** Room of all lanes, in entries of 8 bytes. */
    long capacity() {
        long sum = 0;
        for (OwedLane lane : lanes) {
            sum += lane == null ? 0 : lane.capacity();
        }
        return sum;
    }
}
