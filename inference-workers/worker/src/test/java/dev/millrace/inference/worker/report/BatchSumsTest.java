package dev.millrace.inference.worker.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

class BatchSumsTest {
    @Test
    void theSumsGiveBackTheCostOfABatchAndOfARow() {
        var sums = new BatchSums();
        for (int rows : new int[] {1, 4, 32, 7}) {
            sums.add(rows, 20_000_000 + rows * 500_000L);
        }
        BatchSums.Sums now = sums.now();
        assertThat(now.batches()).isEqualTo(4);
        assertThat(now.rows()).isEqualTo(44);
        assertThat(now.rowsSquared()).isEqualTo(1 + 16 + 1024 + 49);
        double spread = now.batches() * now.rowsSquared() - (double) now.rows() * now.rows();
        double perRow = (now.batches() * now.rowSeconds() - now.rows() * now.busySeconds()) / spread;
        assertThat(perRow).isCloseTo(.0005, within(1e-12));
        assertThat((now.busySeconds() - perRow * now.rows()) / now.batches()).isCloseTo(.02, within(1e-12));
    }

    @Test
    void whatAShadowTakesIsTimeOfTheSameRows() {
        var both = new BatchSums();
        var together = new BatchSums();
        for (int rows : new int[] {1, 4, 32, 7}) {
            both.add(rows, 1_000L * rows);
            both.addTime(rows, 5_000);
            together.add(rows, 1_000L * rows + 5_000);
        }
        assertThat(both.now())
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.comparingDouble(x -> Math.rint(1e12 * x)), Double.class)
                .isEqualTo(together.now());
    }

    @Test
    void theSquareOfAHugeBatchIsNotCutShort() {
        var sums = new BatchSums();
        sums.add(100_000, 1);
        assertThat(sums.now().rowsSquared()).isEqualTo(10_000_000_000L);
    }
}
