package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalWindowTest {
    private final ArrivalWindow window = new ArrivalWindow(.5);
    private double seconds;
    private double records;

    @Test
    void oneLookTellsNothing() {
        window.add(0, 1_000);
        assertThat(window.perSecond()).isZero();
    }

    @Test
    void aHandfulBetweenTwoLooksThatMetIsNoRush() {
        window.add(0, 0);
        window.add(.05, 6);
        assertThat(window.perSecond()).isEqualTo(12);
    }

    @Test
    void aStepIsKnownFromOneLook() {
        come(100, 60, 1);
        come(1_000, 1, 1);
        assertThat(window.perSecond()).isEqualTo(1_000);
    }

    @Test
    void aFallIsBelievedAfterTenSeconds() {
        come(1_000, 60, 1);
        come(100, 5, 1);
        assertThat(window.perSecond()).isGreaterThan(900);
        come(100, 6, 1);
        assertThat(window.perSecond()).isEqualTo(100, within(20.));
    }

    @Test
    void aLumpThatTheSloAbsorbsIsNoStep() {
        var patient = new ArrivalWindow(5);
        for (int second = 0; second <= 60; second++) {
            patient.add(second, second * 100);
        }
        patient.add(61, 7_000);
        assertThat(patient.perSecond()).isLessThan(120);
        for (int second = 62; second <= 80; second++) {
            patient.add(second, 7_000 + (second - 61) * 100);
            assertThat(patient.perSecond()).isLessThan(300);
        }
    }

    @Test
    void frequentLooksCostNoMoreMarksThanTheyAreWorth() {
        come(100, 120, .01);
        assertThat(window.perSecond()).isEqualTo(100, within(1e-6));
        assertThat(window.seconds()).isBetween(60., 61.);
    }

    @Test
    void rareLooksMeasureFromLookToLook() {
        come(100, 600, 120);
        assertThat(window.perSecond()).isEqualTo(100, within(1e-6));
    }

    @Test
    void chanceHardlyEverCuts() {
        var random = new Random(7);
        int cuts = 0;
        double before = 0;
        for (int second = 0; second < 7_200; second++) {
            records += World.poisson(random, 20);
            window.add(second, records);
            cuts += window.seconds() < before ? 1 : 0;
            before = window.seconds();
        }
        assertThat(cuts).isLessThanOrEqualTo(3);
    }

    private void come(double perSecond, double during, double every) {
        for (double end = seconds + during; seconds < end - 1e-9; seconds += every) {
            window.add(seconds, records);
            records += perSecond * every;
        }
        window.add(seconds, records);
    }
}
