package dev.millrace.load.limit;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.report.TextTable;
import dev.millrace.load.report.TextTable.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param sustained highest rate, events per second, that most of its trials sustained; null where no rate did
 * @param broken lowest rate above it that most of its trials did not sustain; null where none was found
 * @param trials all that were made, in order
 */
public record RateLimit(End end, @Nullable Double sustained, @Nullable Double broken, List<RateTrial> trials) {
    /** Why the search ended. */
    public enum End {
        /** The limit lies between {@code sustained} and {@code broken}, as close as was asked. */
        FOUND,
        /** The highest rate that may be tried is sustained. */
        ABOVE_HIGHEST,
        /** The lowest rate that may be tried is not sustained. */
        BELOW_LOWEST,
        /** The trials were used up; what is given holds, but is not as close as was asked. */
        OUT_OF_TRIALS
    }

    public RateLimit {
        trials = List.copyOf(trials);
    }

    /** One sentence. */
    public String sentence() {
        String held = sustained == null ? "no rate" : Numbers.of(sustained) + " events/s";
        String broke = broken == null ? "" : ", " + Numbers.of(broken) + " is not";
        return held + " is sustained" + broke
                + switch (end) {
                    case FOUND -> "";
                    case ABOVE_HIGHEST -> ": the limit is above the highest rate that may be tried";
                    case BELOW_LOWEST -> ": the limit is below the lowest rate that may be tried";
                    case OUT_OF_TRIALS -> ": the trials were used up before the limit was closer";
                };
    }

    /** A row for each trial. */
    public TextTable table() {
        TextTable table = new TextTable(
                Column.number("events/s"), Column.number("repetition"), Column.text("sustained"), Column.text("why"));
        trials.forEach(trial -> table.row(
                Numbers.of(trial.rate()),
                Integer.toString(trial.repetition()),
                trial.sustained() ? "yes" : "no",
                trial.why()));
        return table;
    }
}
