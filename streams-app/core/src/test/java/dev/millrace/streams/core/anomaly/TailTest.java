package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TailTest {
    @Test
    void severityIsTheExponentOfTheTailProbabilityForFewAndForManyScores() {
        for (int count : new int[] {1000, 6000}) {
            Tail tail = filled(count, 10_000);
            // P(log score > 3.09 sd) = 1e-3
            assertThat(tail.severity(.4 * 3.09)).isCloseTo(3, Offset.offset(1.0));
            assertThat(tail.severity(0)).isLessThan(1.3);
            assertThat(tail.severity(8)).isGreaterThan(5).isLessThanOrEqualTo(Tail.MOST_SEVERE);
        }
    }

    @Test
    void severityGrowsWithTheScore() {
        Tail tail = filled(4000, 10_000);
        double before = -1;
        for (double score = -2; score < 12; score += .25) {
            double severity = tail.severity(score);
            assertThat(severity)
                    .isFinite()
                    .isGreaterThanOrEqualTo(before - .8); // the two estimates meet at the 98 % quantile
            before = severity;
        }
    }

    @Test
    void oldScoresFade() {
        Tail tail = filled(4000, 1000);
        assertThat(tail.total).isLessThan(1000);
        for (int i = 0; i < 4000; i++) {
            tail.add(5, 1000);
        }
        assertThat(tail.median()).isCloseTo(5, Offset.offset(.2));
    }

    private static Tail filled(int count, int window) {
        var random = new Random(5);
        var tail = new Tail();
        for (int i = 0; i < count; i++) {
            tail.add(.4 * random.nextGaussian(), window);
        }
        return tail;
    }
}
