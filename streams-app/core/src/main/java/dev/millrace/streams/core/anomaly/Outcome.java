package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.WindowRequest;
import java.util.List;

/** What one reading led to. */
public sealed interface Outcome {
    /** Windows to score, oldest first; one in order, more where a late reading corrects windows that were sent before. */
    record Windows(List<WindowRequest> requests) implements Outcome {}

    /** Kept, but no window is due; {@code missing} readings to the next one. */
    record Waiting(int missing) implements Outcome {}

    /** The sensor already has a reading of this timestamp; nothing changed. */
    record Duplicate() implements Outcome {}

    /** Older than what is retained; nothing changed, the caller dead-letters the reading with this reason. */
    record TooLate(String reason) implements Outcome {}
}
