package dev.millrace.local.demo;

import dev.millrace.contracts.Topics;
import dev.millrace.local.demo.report.Console;
import dev.millrace.local.demo.report.SummaryJson;
import dev.millrace.local.demo.report.SummaryTable;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.traffic.RunTag;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/** The demo as a library: sends, trains through the platform, sends on, measures, judges. */
public final class Demo {
    private static final int PROBLEMS_SHOWN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Demo() {}

    /**
     * Runs the demo against a ready platform and returns what it found; writes the summary to {@link DemoOptions#json()}
     * where given. Throws {@link IllegalArgumentException} for unusable files, and what {@link DemoPlatform#train} throws. An
     * interrupt ends it early with {@link InterruptedException}.
     */
    public static DemoSummary run(DemoOptions options, DemoPlatform platform, Console out) throws Exception {
        return run(options, platform, out, PATIENCE);
    }

    static DemoSummary run(DemoOptions options, DemoPlatform platform, Console out, Duration patience)
            throws Exception {
        Clock clock = Clocks.wall();
        RunTag tag = isFresh(platform.kafka()) ? RunTag.NONE : RunTag.at(clock.millis());
        TrafficPlan plan = plan(options, tag, clock.millis(), out);
        out.line("");
        out.line("Traffic: " + (options.generated() ? "generator, seed " + options.seed() : "files")
                + (tag.value().isEmpty()
                        ? ""
                        : ", names carry '" + tag.value() + "' because the topics are not empty"));
        plan.inWords().lines().forEach(line -> out.line("  " + line));
        DemoSummary summary;
        try (var run = new DemoRun(plan, platform, out, clock, Clocks.nanos(), patience)) {
            summary = run.run();
        }
        SummaryTable.write(summary, out);
        if (options.json() != null) {
            SummaryJson.write(summary, options.json());
            out.line("  Summary written to " + options.json());
        }
        return summary;
    }

    private static TrafficPlan plan(DemoOptions options, RunTag tag, long nowMillis, Console out) {
        var problems = new AtomicInteger();
        TrafficPlan plan = TrafficPlan.of(options, tag, nowMillis, problem -> {
            if (problems.incrementAndGet() <= PROBLEMS_SHOWN) {
                out.line("  left out: " + problem);
            }
        });
        if (problems.get() > PROBLEMS_SHOWN) {
            out.line("  left out: " + (problems.get() - PROBLEMS_SHOWN) + " more rows");
        }
        return plan;
    }

    /** True where nobody has sent anything yet: the states of all sensors and users are empty. */
    private static boolean isFresh(KafkaClients kafka) {
        try (var reader = kafka.reader()) {
            List<TopicPartition> inputs = List.of(Topics.SENSOR_READINGS, Topics.USER_EVENTS).stream()
                    .flatMap(topic -> reader.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(inputs); // else the client warns about every partition that it looks at
            return reader.endOffsets(inputs).values().stream().allMatch(end -> end == 0);
        }
    }
}
