package dev.millrace.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelabellingTest {
    @Test
    void everyWayIsDealtOnceAndTheTruthComesFirst() {
        List<boolean[]> deals = Deals.of(10, 5, 5_000, 1);

        assertThat(deals).hasSize(252);
        assertThat(deals.stream().map(Arrays::toString).distinct()).hasSize(252);
        assertThat(deals.get(0)).containsExactly(true, true, true, true, true, false, false, false, false, false);
    }

    @Test
    void tooManyWaysAreDrawn() {
        List<boolean[]> deals = Deals.of(30, 15, 1_000, 1);

        assertThat(deals).hasSize(1_000).allMatch(deal -> trues(deal) == 15);
        assertThat(deals.get(0)[14]).isTrue();
        assertThat(deals.get(0)[15]).isFalse();
    }

    @Test
    void clearlyApartMetricHasTheLeastPossibleP() {
        Samples apart = Samples.of(List.of(10.0, 10.1, 10.2, 10.3, 10.4), List.of(20.0, 20.1, 20.2, 20.3, 20.4));
        Samples alike = Samples.of(List.of(10.0, 10.4, 10.2, 10.3, 10.1), List.of(10.1, 10.2, 10.35, 10.3, 10.0));

        double[] p = Relabelling.adjusted(List.of(alike, apart), 5_000, 1);

        assertThat(p[1]).isEqualTo(2.0 / 252);
        assertThat(p[0]).isGreaterThan(.05);
    }

    private static int trues(boolean[] deal) {
        int trues = 0;
        for (boolean one : deal) {
            trues += one ? 1 : 0;
        }
        return trues;
    }
}
