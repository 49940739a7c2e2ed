package dev.millrace.observer.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.observer.lag.Lag;
import dev.millrace.observer.lag.Subject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagClockTest {
    private static final Subject SUBJECT = new Subject("t", "g", false);
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final LagClock clock = new LagClock();

    @Test
    void whatIsWorkedOffHasNoAge() {
        look(1_000, 10);
        assertThat(age(5_000, 10, 10, 0)).isZero();
        assertThat(age(5_000, 8, 10, 0)).as("markers only").isZero();
    }

    @Test
    void aRecordIsAsOldAsTheLookThatSawItFirst() {
        look(1_000, 10);
        look(2_000, 20);
        assertThat(age(10_000, 15, 20, 5)).isEqualTo(8.5);
        assertThat(clock.wanted(9)).isEmpty();
    }

    @Test
    void aRecordOfBeforeIsAsOldAsItsTimestampSaysAndThatIsReadOnce() {
        look(100_000, 1_000);
        assertThat(age(101_000, 200, 1_000, 800)).as("at least").isEqualTo(1);
        assertThat(clock.wanted(9)).containsExactly(Map.entry(PARTITION, 200L));
        clock.read(PARTITION, 200, 60_000);
        assertThat(age(101_000, 200, 1_000, 800)).isEqualTo(41);
        assertThat(clock.wanted(9)).isEmpty();
        assertThat(age(101_000, 600, 1_000, 400))
                .as("half of the way to the first look")
                .isEqualTo(21);
        assertThat(clock.wanted(9)).containsExactly(Map.entry(PARTITION, 600L));
    }

    @Test
    void aTimestampOfTheFutureMakesNoRecordYoungerThanTheFirstLook() {
        look(100_000, 1_000);
        assertThat(age(100_000, 200, 1_000, 800)).isZero();
        clock.read(PARTITION, 200, 900_000);
        assertThat(age(102_000, 200, 1_000, 800)).isEqualTo(2);
    }

    @Test
    void noMoreIsReadThanAllowedAndWhatWaitedLongestComesFirst() {
        clock.look(0, Map.of("t", new long[] {10, 10, 10}));
        clock.ages(SUBJECT, new Lag.Known(new long[] {10, 10, 10}, new long[3], new long[3], new long[] {1, 1, 1}), 1);
        assertThat(clock.wanted(2)).containsOnlyKeys(PARTITION, new TopicPartition("t", 1));
        clock.read(PARTITION, 0, 0);
        assertThat(clock.wanted(2)).containsOnlyKeys(new TopicPartition("t", 1), new TopicPartition("t", 2));
    }

    @Test
    void whatIsGoneIsForgotten() {
        look(0, 10);
        age(1, 5, 10, 5);
        clock.retain(List.of(), Set.of());
        assertThat(clock.wanted(9)).isEmpty();
        look(50_000, 20);
        assertThat(age(60_000, 5, 20, 15)).as("the first look is a new one").isEqualTo(10);
    }

    /** A group that works off a backlog whose beginning was there before: never negative, and right within a look once past it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agesOfARandomReaderAreRightWithinALook(long seed) {
        var random = new Random(seed);
        long[] writtenAt = new long[20_000];
        double now = 0;
        for (int offset = 0; offset < writtenAt.length; offset++) {
            now += random.nextInt(100) == 0 ? random.nextInt(5_000) : random.nextInt(30);
            writtenAt[offset] = (long) now;
        }
        int end = 0;
        int next = 0;
        int first = -1;
        for (long look = writtenAt[2_000]; look < now + 60_000; look += 2_000) {
            while (end < writtenAt.length && writtenAt[end] <= look) {
                end++;
            }
            first = first < 0 ? end : first;
            look(look, end);
            next = Math.min(end, next + random.nextInt(400));
            double told = age(look, next, end, end - next);
            assertThat(told).isGreaterThanOrEqualTo(0);
            if (next >= first && next < end) {
                assertThat(Math.abs(told - (look - writtenAt[next]) / 1e3))
                        .as("seed %d at %d", seed, look)
                        .isLessThanOrEqualTo(2);
            }
            clock.wanted(1).forEach((partition, offset) -> clock.read(partition, offset, writtenAt[offset.intValue()]));
        }
        assertThat(next).isEqualTo(writtenAt.length);
    }

    private void look(long millis, long end) {
        clock.look(millis, Map.of("t", new long[] {end}));
    }

    private double age(long millis, long next, long end, long waiting) {
        var lag = new Lag.Known(new long[] {end}, new long[] {next}, new long[] {next}, new long[] {waiting});
        return clock.ages(SUBJECT, lag, millis)[0];
    }
}
