package dev.millrace.load.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
    private static final Duration RUN = Duration.ofSeconds(200);

    @TempDir
    Path folder;

    private static long[] all(ArrivalSpec spec, long seed) {
        Arrivals arrivals = spec.arrivals(RUN, seed);
        var due = LongStream.builder();
        for (long next = arrivals.next(); next != Arrivals.END; next = arrivals.next()) {
            due.add(next);
        }
        return due.build().toArray();
    }

    @Test
    void evenArrivalsAreExactlySpaced() {
        long[] due = all(new ConstantRate(1000, Spacing.EVEN), 1);
        assertThat(due).hasSize(200_000);
        for (int i = 0; i < due.length; i++) {
            assertThat(due[i]).isEqualTo(i * 1_000_000L);
        }
    }

    @Test
    void evenArrivalsOfARampGrowCloserAsItsRateGrows() {
        long[] due = all(new RampRate(0, 100, null, Spacing.EVEN), 1);
        assertThat(due).hasSize(10_000);
        // Event n is due when n are expected: t² / 4 = n.
        assertThat(due[2500] / 1e9).isCloseTo(100, within(1e-6));
        assertThat(due[9999] - due[9998]).isLessThan(due[10] - due[9]);
    }

    @Test
    void aSeedGivesTheSameInstantsAgainAndAnotherSeedOthers() {
        var spec = new ConstantRate(100, null);
        assertThat(all(spec, 7))
                .isEqualTo(all(spec, 7))
                .isNotEqualTo(all(spec, 8))
                .isSorted();
    }

    @Test
    void countsOfPoissonArrivalsAreAsManyAsExpectedAndVaryAsMuch() {
        for (ArrivalSpec spec : List.of(
                new ConstantRate(100, null),
                new RampRate(20, 200, null, null),
                new FlashSale(20, 400, Duration.ofSeconds(50), Duration.ofSeconds(100), null))) {
            RateCurve curve = spec.curve(RUN);
            long[] due = all(spec, 11);
            double expected = curve.expected(200);
            assertThat((double) due.length).as(spec.toString()).isCloseTo(expected, within(4 * Math.sqrt(expected)));
            // Index of dispersion over the seconds: 1 for Poisson, 0 for even.
            int[] counts = new int[200];
            Arrays.stream(due).forEach(nanos -> counts[(int) (nanos / 1_000_000_000L)]++);
            double chi = 0;
            for (int second = 0; second < 200; second++) {
                double mean = curve.expected(second + 1) - curve.expected(second);
                chi += (counts[second] - mean) * (counts[second] - mean) / mean;
            }
            assertThat(chi / 200).as("dispersion of " + spec).isBetween(.65, 1.45);
        }
    }

    /** Kolmogorov-Smirnov against the exponential distribution, 1 % level: 1.63 / sqrt(n). */
    @Test
    void rescaledGapsOfPoissonArrivalsAreExponential() {
        var spec = new DailyRate(10, 300, Duration.ofSeconds(50), null);
        RateCurve curve = spec.curve(RUN);
        long[] due = all(spec, 3);
        double[] gaps = new double[due.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = curve.expected(due[i + 1] / 1e9) - curve.expected(due[i] / 1e9);
        }
        Arrays.sort(gaps);
        double distance = 0;
        for (int i = 0; i < gaps.length; i++) {
            double theory = 1 - Math.exp(-gaps[i]);
            distance = Math.max(distance, Math.abs(theory - (i + .5) / gaps.length));
        }
        assertThat(distance).isLessThan(1.63 / Math.sqrt(gaps.length));
    }

    @Test
    void aReplayKeepsTheTimesOfItsFile() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("taxi.csv"),
                "ts,value\n2024-01-01 00:00:10,1\n2024-01-01T00:00:00Z,2\n2024-01-01T00:01:00.500,3\n");
        assertThat(all(new Replay(csv.toString(), "ts", 10.0, null), 0))
                .containsExactly(0, 1_000_000_000L, 6_050_000_000L);
        Path lines = Files.writeString(
                folder.resolve("events.jsonl"), "{\"timestamp\":1700000000000}\n\n{\"timestamp\":1700000500000}\n");
        assertThat(all(new Replay(lines.toString(), null, 0, null), 0))
                .as("cut at the run's end")
                .containsExactly(0);
        var twice = new Replay(lines.toString(), null, 5.0, null);
        assertThat(twice.curve(RUN).expected(200)).isEqualTo(2);
        assertThat(twice.curve(RUN).rate(100.5)).isEqualTo(1);
    }

    @Test
    void aRecordingThatCannotBeReadSaysWhere() throws IOException {
        Path csv = Files.writeString(folder.resolve("bad.csv"), "ts,value\n2024-01-01 00:00:00,1\nyesterday,2\n");
        assertThatThrownBy(() -> all(new Replay(csv.toString(), "ts", 1.0, null), 0))
                .hasMessageContaining("bad.csv line 3")
                .hasMessageContaining("'yesterday'");
        assertThatThrownBy(() -> all(new Replay(csv.toString(), "time", 1.0, null), 0))
                .hasMessageContaining("no column 'time'")
                .hasMessageContaining("[ts, value]");
    }
}
