package dev.millrace.local.demo;

import dev.millrace.local.demo.judge.AlertBook;
import dev.millrace.local.demo.judge.RecommendationJudge;
import dev.millrace.local.demo.measure.DeadLetterBook;
import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.measure.WindowId;

/** All that is written down during a run; each part is thread-safe. */
record Books(
        FlowMeter<WindowId> sensors,
        FlowMeter<String> users,
        DeadLetterBook deadLetters,
        AlertBook alerts,
        RecommendationJudge recommendations) {

    static Books empty() {
        return new Books(
                new FlowMeter<>(), new FlowMeter<>(), new DeadLetterBook(), new AlertBook(), new RecommendationJudge());
    }

    /** What is owed and not yet here. */
    long outstanding() {
        return sensors.outstanding() + users.outstanding() + deadLetters.outstanding();
    }

    long duplicates() {
        return sensors.duplicates() + users.duplicates() + deadLetters.duplicates() + alerts.duplicates();
    }

    long eventsOut() {
        return sensors.results() + users.results() + alerts.steps() + deadLetters.received();
    }
}
