package dev.millrace.load.run;

import dev.millrace.contracts.Topics;
import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.ConstantRate;
import dev.millrace.load.arrival.Spacing;
import dev.millrace.load.bare.BareFlow;
import dev.millrace.load.bare.BareResults;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.result.Better;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.send.SendJob;
import dev.millrace.load.send.Senders;
import dev.millrace.load.witness.RunTime;
import dev.millrace.load.witness.sample.ProcessSampler;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The scenario's events through Kafka alone, at the mean rate of its measured part: sent alike, read by one process that writes as many
 * results of the same size, read again. What the platform takes beyond that is its own.
 */
final class BareTrial {
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);
    private static final String TAG = "bare";

    private final Scenario scenario;
    private final LoadPlatforms platforms;
    private final LoadTools tools;
    private final Duration warmUp;
    private final Duration all;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    BareTrial(Scenario scenario, LoadPlatforms platforms, LoadTools tools) {
        this.scenario = scenario;
        this.platforms = platforms;
        this.tools = tools;
        this.warmUp = scenario.warmUp().compareTo(LONGEST_WARM_UP) < 0 ? scenario.warmUp() : LONGEST_WARM_UP;
        this.all = warmUp.plus(scenario.bare());
    }

    /** Adds {@code bare.*} and how many times as much the platform took in each repetition. */
    void run(VariantResult result) throws Exception {
        List<BareFlow> flows = flows(result.metrics());
        try (LoadPlatform bare = platforms.startBare(scenario.platform(), flows)) {
            if (bare == null) {
                result.notes().add("not put beside Kafka alone: the cluster is not the scenario's own");
                return;
            }
            tools.console().line("Kafka alone: " + all.toSeconds() + " s");
            measure(bare, flows, result.metrics());
        }
    }

    private List<BareFlow> flows(MetricBook metrics) {
        var flows = new ArrayList<BareFlow>();
        SensorLoad sensors = scenario.sensors();
        if (sensors != null) {
            int bytes = bytes(metrics.samples(Findings.SENSOR_RESULT_BYTES));
            flows.add(new BareFlow(Topics.SENSOR_READINGS, Topics.ANOMALY_SCORES, 1.0 / sensors.windowHop(), bytes));
        }
        if (scenario.users() != null) {
            int bytes = bytes(metrics.samples(Findings.USER_RESULT_BYTES));
            flows.add(new BareFlow(Topics.USER_EVENTS, Topics.RECOMMENDATIONS, 1, bytes));
        }
        return flows;
    }

    private static int bytes(List<Double> seen) {
        double mean = seen.stream().mapToDouble(size -> size).average().orElse(0);
        return Math.max(BareFlow.STAMP_BYTES, (int) Math.round(mean));
    }

    private void measure(LoadPlatform bare, List<BareFlow> flows, MetricBook metrics) throws Exception {
        Instant begin = tools.clock().instant().plus(Senders.START_UP);
        var time = new RunTime(begin, tools.clock());
        try (var resources = new Resources()) {
            var results =
                    new BareResults(bare.kafka(), flows, begin.plus(warmUp).toEpochMilli());
            resources.add(AgentRunner.start("bare-results", results, problem -> failure.compareAndSet(null, problem)));
            Path folder = Files.createTempDirectory("millrace-senders");
            resources.add(() -> Folders.delete(folder));
            Senders senders = resources.add(Senders.start(
                    job(bare, begin), Math.max(1, scenario.processes()), folder, tools.clock(), tools.nanos()));
            var processes = new ProcessSampler(bare::pids, time, tools.nanos());
            resources.add(AgentRunner.start("processes", processes, problem -> failure.compareAndSet(null, problem)));
            senders.await(all.plus(Senders.START_UP).plus(scenario.patience()));
            requireMeasured();
            add(metrics, processes, results, flows);
        }
    }

    private void requireMeasured() {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("the measurement failed: " + problem.getMessage(), problem);
        }
    }

    private SendJob job(LoadPlatform bare, Instant begin) {
        SensorLoad sensors = scenario.sensors();
        UserLoad users = scenario.users();
        return new SendJob(
                sensors == null ? null : sensors.forRun(TAG, scenario.seed()).withArrivals(mean(sensors.arrivals())),
                users == null ? null : users.forRun(TAG, scenario.seed()).withArrivals(mean(users.arrivals())),
                bare.kafka().bootstrap(),
                null,
                scenario.lingerMillis(),
                0,
                Math.max(1, scenario.processes()),
                begin.toEpochMilli(),
                begin.toEpochMilli(),
                all);
    }

    private ConstantRate mean(ArrivalSpec arrivals) {
        return new ConstantRate(scenario.measuredRate(arrivals), Spacing.EVEN);
    }

    private void add(MetricBook metrics, ProcessSampler processes, BareResults results, List<BareFlow> flows) {
        double events = scenario.measuredRate() * scenario.bare().toMillis() / 1000.0;
        Map<String, Double> cpu = processes.cpuSeconds(warmUp, all);
        double sum = 0;
        for (Map.Entry<String, Double> process : cpu.entrySet()) {
            if (!process.getKey().equals(ProcessSampler.MACHINE)) {
                double micros = process.getValue() * 1e6 / events;
                metrics.add("bare.cpu." + process.getKey(), "µs/event", Better.NEITHER, micros);
                sum += micros;
            }
        }
        metrics.add("bare.cpu", "µs/event", Better.NEITHER, sum);
        for (double platform : metrics.samples(CostMetrics.PLATFORM)) {
            metrics.add("cpu.platform-to-bare", "times", Better.LOWER, platform / sum);
        }
        for (BareFlow flow : flows) {
            String name = flow.input().equals(Topics.USER_EVENTS) ? "user" : "sensor";
            Histogram latencies = results.latencies(flow);
            metrics.add("bare." + name + ".p50", "ms", Better.NEITHER, (double) latencies.getValueAtPercentile(50));
            metrics.add("bare." + name + ".p99", "ms", Better.NEITHER, (double) latencies.getValueAtPercentile(99));
        }
    }
}
