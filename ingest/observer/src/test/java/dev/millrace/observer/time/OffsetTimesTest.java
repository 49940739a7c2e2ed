package dev.millrace.observer.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTimesTest {
    private static final long PERIOD = 2_000;

    private final OffsetTimes times = new OffsetTimes();

    @Test
    void whatWasThereBeforeTheFirstLookIsNotKnown() {
        assertThat(times.writtenAt(0)).isEqualTo(OffsetTimes.UNKNOWN);
        times.look(1_000, 50);
        assertThat(times.writtenAt(49)).isEqualTo(OffsetTimes.UNKNOWN);
        assertThat(times.first()).isEqualTo(50);
        assertThat(times.writtenAt(50)).as("no look has seen it yet").isEqualTo(1_000);
    }

    @Test
    void anOffsetLiesBetweenTheLooksThatEncloseIt() {
        times.look(0, 0);
        times.look(2_000, 100);
        times.look(4_000, 100);
        times.look(60_000, 100);
        times.look(62_000, 200);
        assertThat(times.writtenAt(50)).isEqualTo(1_000);
        assertThat(times.writtenAt(100)).as("not in the quiet minute").isEqualTo(60_000);
        assertThat(times.writtenAt(150)).isEqualTo(61_000);
    }

    @Test
    void aTopicThatIsMadeAnewBeginsAnew() {
        times.look(0, 0);
        times.look(2_000, 100);
        times.look(4_000, 10);
        assertThat(times.writtenAt(9)).isEqualTo(OffsetTimes.UNKNOWN);
        times.look(6_000, 20);
        assertThat(times.writtenAt(15)).isEqualTo(5_000);
    }

    @Test
    void aClockThatGoesBackMakesNoTimeBeforeAnEarlierOne() {
        times.look(10_000, 0);
        times.look(5_000, 100);
        assertThat(times.writtenAt(50)).isEqualTo(10_000);
    }

    /** Bursts, pauses and trickles: the time is right within one distance of looks, and later offsets are not older. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void timesAreRightWithinALookOnRandomArrivals(long seed) {
        List<Long> arrivals = arrivals(new Random(seed), 400 * PERIOD);
        int next = 0;
        for (long now = 0; now <= 400 * PERIOD; now += PERIOD) {
            while (next < arrivals.size() && arrivals.get(next) <= now) {
                next++;
            }
            times.look(now, next);
        }
        long before = 0;
        for (int offset = 0; offset < next; offset++) {
            long told = times.writtenAt(offset);
            assertThat(told)
                    .as("seed %d offset %d", seed, offset)
                    .isCloseTo(arrivals.get(offset), within(PERIOD))
                    .isGreaterThanOrEqualTo(before);
            before = told;
        }
    }

    /** A day at a busy partition: lately to the look, long ago in proportion to the age, and no more memory. */
    @Test
    void longAgoIsKnownInProportion() {
        long end = 24 * 3600 * 1000L;
        for (long now = 0; now <= end; now += PERIOD) {
            times.look(now, now); // a record each millisecond, so that an offset is its own time
        }
        assertThat(times.looks()).isLessThanOrEqualTo(512);
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long age = (long) (end * Math.pow(random.nextDouble(), 4));
            assertThat(times.writtenAt(end - age)).isCloseTo(end - age, within(1L));
        }
        assertThat(widest(end, 8 * 60_000L)).isLessThanOrEqualTo(2 * PERIOD);
    }

    /** Widest stretch between two looks among the last {@code span}, seen as an offset's error were all records written at its end. */
    private static long widest(long end, long span) {
        var bursts = new OffsetTimes();
        long widest = 0;
        for (long now = 0; now <= end; now += PERIOD) {
            bursts.look(now, now / PERIOD);
        }
        for (long offset = (end - span) / PERIOD; offset < end / PERIOD; offset++) {
            widest = Math.max(widest, Math.abs(bursts.writtenAt(offset) - offset * PERIOD));
        }
        return widest;
    }

    private static List<Long> arrivals(Random random, long until) {
        var arrivals = new ArrayList<Long>();
        double now = 0;
        while (now < until) {
            double mean = Math.pow(10, 1 + 3 * random.nextDouble()); // 10 ms to 10 s between two
            int burst = random.nextInt(50);
            for (int i = 0; i < burst && now < until; i++) {
                now += mean * -Math.log(1 - random.nextDouble());
                arrivals.add((long) now);
            }
        }
        return arrivals;
    }
}
