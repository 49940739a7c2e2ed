package dev.millrace.scaler.server.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Fleet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private long now;
    private final Workers workers = new Workers(() -> now);

    @Test
    void readyBusyAndStartingAreToldApart() {
        workers.report(report("a", 0, 1_000L, null, 3));
        workers.report(report("b", 0, 1_000L, null, 0));
        workers.report(report("c", 7_500, null, null, 0));
        now += Duration.ofMillis(500).toNanos();
        assertThat(workers.fleet("m")).isEqualTo(new Fleet(2, List.of(3.0), 1));
        assertThat(workers.fleet("other")).isEqualTo(Fleet.NONE);
        assertThat(workers.reporting("other")).isFalse();
    }

    @Test
    void oneThatIsSilentIsGoneAndOneThatStopsIsGoneAtOnce() {
        workers.report(report("a", 0, 1_000L, null, 1));
        workers.report(report("b", 0, 1_000L, null, 1));
        workers.report(report("b", 0, 1_000L, 2_000L, 0));
        assertThat(workers.fleet("m").ready()).isEqualTo(1);
        now += Duration.ofMillis(5_001).toNanos();
        assertThat(workers.fleet("m").size()).isZero();
        assertThat(workers.of("m")).isEmpty();
        assertThat(workers.reporting("m")).isTrue();
        now += Duration.ofMinutes(1).toNanos();
        assertThat(workers.reporting("m")).isFalse();
    }

    @Test
    void twoWorkersOfOneNameAreTwo() {
        workers.report(report("w", 1, 1_000L, null, 0));
        workers.report(report("w", 2, 1_000L, null, 0));
        assertThat(workers.fleet("m").ready()).isEqualTo(2);
    }

    private static WorkerReport report(
            String instance, long startedAt, @Nullable Long ready, @Nullable Long stopped, int inFlight) {
        return new WorkerReport("m", instance, "share", 10_000, startedAt, ready, stopped, 0, 0, 0, 0, 0, 8, inFlight);
    }
}
