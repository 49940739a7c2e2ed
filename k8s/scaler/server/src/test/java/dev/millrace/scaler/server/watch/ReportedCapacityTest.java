package dev.millrace.scaler.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportedCapacityTest {
    private static final Loads NOTHING = new Loads(new long[1], new long[1]);

    @Test
    void whatIsDeclaredCountsUntilWorkersHaveReportedAndThenWhatTheyDo() {
        var declared = new Capacity(90, 9);
        var meter = new ReportedCapacity(90., 9.);
        assertThat(meter.measure(1, NOTHING, Fleet.NONE, List.of())).isEqualTo(declared);

        // 200 batches of 1 and of 3: 20 ms and a millisecond for each row.
        long batches = 200;
        long rows = 100 * (1 + 3);
        long squares = 100 * (1 + 9);
        double busy = batches * .02 + rows * .001;
        double rowSeconds = rows * .02 + squares * .001;
        var report = new WorkerReport(
                "m", "w", "share", 60_000, 1_000, 3_500L, null, batches, rows, squares, busy, rowSeconds, 32, 0);
        Capacity seen = meter.measure(2, NOTHING, new Fleet(1, List.of(), 0), List.of(report));
        assertThat(seen.startupSeconds()).isEqualTo(2.5);
        assertThat(seen.recordsPerSecond()).isGreaterThan(100).isLessThanOrEqualTo(32 / .052 + 1e-6);
        assertThat(meter.measure(3, NOTHING, Fleet.NONE, List.of()).startupSeconds())
                .isCloseTo(2.5, within(1e-9));
    }
}
