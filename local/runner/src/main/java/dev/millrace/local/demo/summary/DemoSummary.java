package dev.millrace.local.demo.summary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found out.
 *
 * @param eventsIn events sent: readings, user events, and the bad records; without the catalogue
 * @param eventsOut results received: scores, recommendations, alert steps, dead letters
 * @param lost results that were owed and never came
 * @param duplicates results that came more often than owed, by their identity
 * @param deadLetters dead letters received
 * @param deadLettersExpected bad or late records sent, each of which owes one dead letter
 * @param trafficSeconds from the first to the last send, training left out
 * @param consumerLag records that the platform's consumer groups have not yet committed, after the last result
 * @param lagByGroup the same per group, groups at 0 included
 * @param flows by name: {@code sensor}, {@code user}, and {@code alert} where there were alerts
 * @param detection null where the sensor flow did not run
 * @param recommendation null where the user flow did not run
 */
public record DemoSummary(
        double readySeconds,
        long peakRssMb,
        int restarts,
        long eventsIn,
        long eventsOut,
        long lost,
        long duplicates,
        long deadLetters,
        long deadLettersExpected,
        double trafficSeconds,
        long consumerLag,
        Map<String, Long> lagByGroup,
        Map<String, FlowSummary> flows,
        @Nullable DetectionSummary detection,
        @Nullable RecommendationSummary recommendation) {

    /** 0, or 1 if anything was lost. */
    public int exitCode() {
        return lost > 0 ? 1 : 0;
    }
}
