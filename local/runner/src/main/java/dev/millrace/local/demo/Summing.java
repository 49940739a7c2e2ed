package dev.millrace.local.demo;

import dev.millrace.local.demo.judge.DetectionJudge;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.local.demo.summary.Percentiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the summary out of the books. */
final class Summing {
    private Summing() {}

    static DemoSummary up(
            TrafficPlan plan,
            DemoPlatform platform,
            Books books,
            Observer observer,
            List<FlowRun<?>> flows,
            long trafficMillis,
            Map<String, Long> lagByGroup) {
        Map<String, FlowSummary> byName = new LinkedHashMap<>();
        flows.forEach(flow -> byName.put(flow.name(), flow.meter().summary()));
        Percentiles alerts = observer.alertLatencies();
        if (alerts.count() > 0) {
            byName.put("alert", alertFlow(books, alerts));
        }
        return new DemoSummary(
                platform.readySeconds(),
                platform.peakRssMb(),
                platform.restarts(),
                flows.stream().mapToLong(FlowRun::sent).sum(),
                books.eventsOut(),
                books.outstanding(),
                books.duplicates(),
                books.deadLetters().received(),
                books.deadLetters().expected(),
                trafficMillis / 1000.0,
                lagByGroup.values().stream().mapToLong(Long::longValue).sum(),
                lagByGroup,
                byName,
                plan.sensors() == null
                        ? null
                        : DetectionJudge.judge(plan.sensors(), books.alerts().spans()),
                plan.users() == null ? null : books.recommendations().summary());
    }

    /** Alert steps have no count of their own that is owed: they are what the scores lead to. */
    private static FlowSummary alertFlow(Books books, Percentiles latencies) {
        return new FlowSummary(
                books.alerts().steps(),
                books.alerts().steps(),
                0,
                books.alerts().duplicates(),
                0,
                latencies,
                "all after training",
                latencies,
                Percentiles.NONE,
                null,
                null);
    }
}
