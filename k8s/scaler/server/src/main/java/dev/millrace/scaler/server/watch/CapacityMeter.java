package dev.millrace.scaler.server.watch;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import java.util.List;

/** Tells what one worker can do, from what workers report. One for each watch; one thread at a time. */
public interface CapacityMeter {
    /**
     * What one worker can do, as far as is known by now.
     *
     * @param seconds on a clock that never goes back
     * @param fleet the model's workers, those that do not report included
     * @param reports the last of each worker that lives
     */
    Capacity measure(double seconds, Loads loads, Fleet fleet, List<WorkerReport> reports);
}
