package dev.millrace.load.witness.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EndHistoryTest {
    private static final long SECOND = 1_000_000;
    private static final Offset<Double> EXACT = within(1e-9);

    private final EndHistory history = new EndHistory(Duration.ofMinutes(10));

    @Test
    void betweenTwoLooksProductionIsTakenAsEven() {
        history.saw(10 * SECOND, 100);
        history.saw(11 * SECOND, 200);
        assertThat(history.ageSeconds(100, 20 * SECOND)).isEqualTo(10, EXACT);
        assertThat(history.ageSeconds(150, 20 * SECOND)).isEqualTo(9.5, EXACT);
        assertThat(history.ageSeconds(200, 20 * SECOND)).isZero();
    }

    @Test
    void aRecordAfterAPauseIsAsOldAsItIs() {
        for (int second = 0; second < 60; second++) {
            history.saw(second * SECOND, 5);
        }
        history.saw(60 * SECOND, 6);
        assertThat(history.ageSeconds(5, 61 * SECOND)).isEqualTo(2, EXACT);
    }

    @Test
    void whatWasThereBeforeCountsFromTheFirstLook() {
        history.saw(10 * SECOND, 100);
        history.saw(11 * SECOND, 100);
        assertThat(history.ageSeconds(7, 15 * SECOND)).isEqualTo(5, EXACT);
    }

    @Test
    void aTopicMadeAnewBeginsAnew() {
        history.saw(10 * SECOND, 100);
        history.saw(11 * SECOND, 10);
        assertThat(history.ageSeconds(3, 15 * SECOND)).isEqualTo(4, EXACT);
    }

    /** Against the true times of all records: within one look, and exact to what a look can tell. */
    @Property(tries = 200)
    void errsByLessThanTheTimeBetweenTwoLooks(@ForAll long seed) {
        var random = new Random(seed);
        var seen = new EndHistory(Duration.ofMinutes(10));
        long[] producedAt = new long[20_000];
        int end = 0;
        seen.saw(0, 0);
        for (int second = 1; second <= 300; second++) {
            int more = random.nextInt(3) == 0 ? 0 : random.nextInt(60);
            for (int i = 0; i < more; i++) {
                producedAt[end++] = (second - 1) * SECOND + (long) i * SECOND / more;
            }
            seen.saw(second * SECOND, end);
        }
        for (int i = 0; i < 100 && end > 0; i++) {
            int offset = random.nextInt(end);
            double truth = (300 * SECOND - producedAt[offset]) / 1e6;
            assertThat(seen.ageSeconds(offset, 300 * SECOND)).isEqualTo(truth, within(1.0));
        }
    }

    @Test
    void whatIsOlderThanWhatIsKeptCountsFromThere() {
        for (int second = 0; second < 3_600; second++) {
            history.saw(second * SECOND, second * 10L);
        }
        assertThat(history.ageSeconds(0, 3_600 * SECOND)).isBetween(598., 602.);
        assertThat(history.ageSeconds(35_000, 3_600 * SECOND)).isEqualTo(101, within(1.));
    }
}
