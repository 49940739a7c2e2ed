package dev.millrace.scaler.simulate.result;

import dev.millrace.scaler.simulate.world.Measured;
import java.util.List;

/**
 * How one contender fared.
 *
 * @param changes the first thousand; their number is {@link Measured#changes}
 */
public record Outcome(String contender, Measured measured, Bill bill, Curves curves, List<Change> changes) {}
