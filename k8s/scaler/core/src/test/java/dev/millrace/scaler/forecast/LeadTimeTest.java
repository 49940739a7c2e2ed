package dev.millrace.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeadTimeTest {
    private final LeadTime lead = new LeadTime();

    @Test
    void nothingIsKnownBeforeWorkersHaveCome() {
        assertThat(lead.observe(0, 0, 0)).isZero();
        assertThat(lead.observe(10, 0, 4)).isZero();
        assertThat(lead.observe(100, 3, 4)).as("of four one is missing").isZero();
        assertThat(lead.observe(110, 4, 4)).isEqualTo(100);
    }

    @Test
    void longerIsBelievedAtOnceAndShorterSlowly() {
        came(0, 100);
        assertThat(came(1_000, 300)).isEqualTo(300);
        assertThat(came(2_000, 50)).isCloseTo(250, within(1e-9));
    }

    @Test
    void whoIsNotWaitedForAnyMoreTeachesNothing() {
        lead.observe(0, 1, 4);
        lead.observe(100, 1, 2);
        assertThat(lead.observe(130, 2, 2))
                .as("the second was asked for at 100")
                .isEqualTo(30);
    }

    @Test
    void whatWasAskedForLaterDoesNotLengthenTheFirst() {
        lead.observe(0, 1, 3);
        lead.observe(50, 1, 8);
        assertThat(lead.observe(60, 3, 8)).isEqualTo(60);
        assertThat(lead.observe(110, 8, 8)).isCloseTo(58, within(1e-9));
    }

    @Test
    void aLackOfRoomIsNoLead() {
        came(0, 100);
        assertThat(came(1_000, LeadTime.LONGEST_SECONDS + 1)).isEqualTo(100);
    }

    /** From one to two workers. */
    private double came(double from, double seconds) {
        lead.observe(from, 1, 2);
        double known = lead.observe(from + seconds, 2, 2);
        lead.observe(from + seconds + 1, 1, 1);
        return known;
    }
}
