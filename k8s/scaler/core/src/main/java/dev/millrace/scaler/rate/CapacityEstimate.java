package dev.millrace.scaler.rate;

import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.rate.Estimate.Source;
import java.util.OptionalDouble;

/**
 * What one worker of a model can do: seen at full load where that is fresh, else from the cost of batches, else as declared. One thread
 * at a time.
 */
public final class CapacityEstimate {
    /** Fewer batches than this tell nothing yet. */
    private static final double ENOUGH_BATCHES = 20;

    private final Capacity declared;
    private final RecentWork work = new RecentWork();
    private final SaturatedRate saturated = new SaturatedRate();
    private final StartupTimes starts = new StartupTimes();

    public CapacityEstimate(Capacity declared) {
        this.declared = declared;
    }

    /** A worker reports; reports that are repeated or late are ignored. */
    public void report(WorkSample sample) {
        work.report(sample);
    }

    /** A worker took so long from its start to its first answer. */
    public void started(double startupSeconds) {
        starts.add(startupSeconds);
    }

    /** What is seen of the model, in the order of time; its capacity is not read. */
    public void observe(Observation seen) {
        saturated.observe(seen, work.maxBatch());
    }

    /** The model was swapped: what the old one did says nothing. Start-up times stay. */
    public void forget() {
        work.forget();
        saturated.forget();
    }

    public Estimate estimate(double seconds) {
        OptionalDouble high = starts.high();
        double startup = high.orElse(declared.startupSeconds());
        Source startupFrom = high.isPresent() ? Source.STARTS : Source.DECLARED;
        OptionalDouble full = saturated.recordsPerSecond(seconds);
        if (full.isPresent()) {
            return new Estimate(new Capacity(full.getAsDouble(), startup), Source.SATURATED, startupFrom);
        }
        BatchCost cost = work.cost();
        if (cost.known() && cost.batches() >= ENOUGH_BATCHES) {
            return new Estimate(new Capacity(fromBatches(cost), startup), Source.BATCHES, startupFrom);
        }
        return new Estimate(new Capacity(declared.recordsPerSecond(), startup), Source.DECLARED, startupFrom);
    }

    /** Batches that are too alike to tell what full ones cost leave room: the declared rate, as far as they allow it. */
    private double fromBatches(BatchCost cost) {
        double least = cost.recordsPerSecond(work.maxBatch());
        if (cost.reach() >= work.maxBatch()) {
            return least;
        }
        return Math.max(least, Math.min(declared.recordsPerSecond(), cost.atMostPerSecond(work.maxBatch())));
    }
}
