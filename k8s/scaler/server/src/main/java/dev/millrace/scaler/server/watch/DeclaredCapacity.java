package dev.millrace.scaler.server.watch;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Loads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the trigger's metadata declare, whatever workers do. */
public final class DeclaredCapacity implements CapacityMeter {
    /** Where nothing is declared: a cautious guess. */
    private static final double RATE = 100;

    private static final double STARTUP_SECONDS = 10;

    private final Capacity capacity;

    public DeclaredCapacity(@Nullable Double recordsPerSecond, @Nullable Double startupSeconds) {
        this.capacity = new Capacity(
                recordsPerSecond == null ? RATE : recordsPerSecond,
                startupSeconds == null ? STARTUP_SECONDS : startupSeconds);
    }

    @Override
    public Capacity measure(double seconds, List<WorkerReport> reports, Loads loads) {
        return capacity;
    }
}
