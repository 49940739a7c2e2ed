package dev.millrace.load.run;

import dev.millrace.contracts.Topics;
import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.RateCurve;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.result.Better;
import dev.millrace.load.result.Series;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.send.FlowProgress;
import dev.millrace.load.send.SendProgress;
import dev.millrace.load.witness.FlowBook;
import dev.millrace.load.witness.FlowCurves;
import dev.millrace.load.witness.Hits;
import dev.millrace.load.witness.SensorResults;
import dev.millrace.load.witness.UserResults;
import dev.millrace.load.witness.Witness;
import dev.millrace.load.witness.sample.LagSampler;
import dev.millrace.load.witness.sample.ProcessSampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the books of one trial into metrics and curves. */
final class Findings {
    static final String SENSOR_RESULT_BYTES = "sensor.result-bytes";
    static final String USER_RESULT_BYTES = "user.result-bytes";

    private final Scenario scenario;
    private final int run;
    private final VariantResult result;
    private final LoadTools tools;
    private final Duration total;

    Findings(Scenario scenario, int run, VariantResult result, LoadTools tools) {
        this.scenario = scenario;
        this.run = run;
        this.result = result;
        this.tools = tools;
        this.total = scenario.warmUp().plus(scenario.duration());
    }

    void add(
            List<SendProgress> sent,
            @Nullable SensorLoad sensorLoad,
            @Nullable UserLoad userLoad,
            @Nullable SensorResults sensors,
            @Nullable UserResults users,
            Witness witness,
            LagSampler lag,
            BacklogCurve backlog,
            ProcessSampler processes,
            ReplicaCurve replicas) {
        double events = 0;
        double owed = 0;
        if (sensors != null && sensorLoad != null) {
            long[] counts = counts(sent, Topics.SENSOR_READINGS);
            double measured = measured(counts, sensorLoad.arrivals());
            events += measured;
            long owes = sensors.owed().owedBy(counts);
            owed += owes;
            FlowMetrics.add(result.metrics(), "sensor", sensors.book(), measured, owes, scenario.duration());
            slip(sent, "sensor", Topics.SENSOR_READINGS);
            size(SENSOR_RESULT_BYTES, witness.meanBytes(Topics.ANOMALY_SCORES));
            curves("sensor", sensors.book());
            result.metrics()
                    .add("alerts.repeated-steps", "steps", Better.LOWER, (double) sensors.duplicateAlertSteps());
            new Quality(result.metrics(), tools.judge()).alerts(sensorLoad, sensors, counts, total);
        }
        if (users != null && userLoad != null) {
            long[] counts = counts(sent, Topics.USER_EVENTS);
            double measured = measured(counts, userLoad.arrivals());
            events += measured;
            long owes = users.owed().owedBy(counts);
            owed += owes;
            FlowMetrics.add(result.metrics(), "user", users.book(), measured, owes, scenario.duration());
            slip(sent, "user", Topics.USER_EVENTS);
            size(USER_RESULT_BYTES, witness.meanBytes(Topics.RECOMMENDATIONS));
            curves("user", users.book());
            hits(users.hits());
        }
        witness.deadLetters()
                .forEach((kind, count) -> result.metrics().add("dead-letters." + kind, "records", Better.LOWER, count));
        lag(lag, backlog, owed / (total.toMillis() / 1000.0));
        costs(processes, replicas, events);
    }

    private long[] counts(List<SendProgress> sent, String topic) {
        long[] counts = new long[Math.max(1, scenario.processes())];
        for (SendProgress progress : sent) {
            for (FlowProgress flow : progress.flows()) {
                if (flow.topic().equals(topic)) {
                    counts[progress.process()] = flow.sent();
                    if (flow.failed() > 0) {
                        result.notes()
                                .add("run " + run + ": Kafka did not take " + flow.failed() + " records of " + topic);
                    }
                }
            }
        }
        return counts;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Of what was sent, the events of the measured part, by what the plan expects of it. */
    private double measured(long[] counts, ArrivalSpec arrivals) {
        RateCurve curve = arrivals.curve(total);
        double all = curve.expected(total.toMillis() / 1000.0);
        double warmUp = curve.expected(scenario.warmUp().toMillis() / 1000.0);
        return all == 0 ? 0 : sum(counts) * (all - warmUp) / all;
    }

    private void slip(List<SendProgress> sent, String flow, String topic) {
        sent.stream()
                .flatMap(progress -> progress.flows().stream())
                .filter(progress -> progress.topic().equals(topic))
                .mapToLong(FlowProgress::slipP99)
                .max()
                .ifPresent(micros ->
                        result.metrics().add(flow + ".sender-late.p99", "ms", Better.NEITHER, micros / 1000.0));
    }

    private void size(String name, double mean) {
        result.metrics().add(name, "bytes", Better.NEITHER, mean);
    }

    private void curves(String flow, FlowBook book) {
        result.distributions().add(FlowCurves.distribution(flow, run, book.published()));
        result.series().addAll(FlowCurves.series(flow, run, book.seconds(), scenario.warmUp()));
    }

    private void hits(Hits hits) {
        Double share = hits.likedShare();
        if (share != null) {
            result.metrics().add("hits.share", "of items", Better.HIGHER, share);
        }
        Double rate = hits.hitRate();
        if (rate != null) {
            result.metrics().add("hits.rate", "of lists", Better.HIGHER, rate);
        }
    }

    /** How far each group was behind at most, and whether what is owed grew. */
    private void lag(LagSampler lag, BacklogCurve backlog, double owedPerSecond) {
        for (Series curve : lag.series(run, scenario.warmUp())) {
            if (!curve.plot().equals("lag")) {
                continue;
            }
            double longest = 0;
            for (int i = 0; i < curve.seconds().size(); i++) {
                Double value = curve.values().get(i);
                if (value != null && curve.seconds().get(i) >= 0) {
                    longest = Math.max(longest, value);
                }
            }
            result.series().add(curve);
            result.metrics().add("lag." + curve.name() + ".longest", "s", Better.LOWER, curve.name(), longest);
        }
        if (lag.failures() > 0) {
            result.notes().add("run " + run + ": " + lag.failures() + " looks at the groups' lag failed");
        }
        result.series().add(backlog.series(run));
        result.metrics()
                .add("lag.slope", "% of arrivals", Better.LOWER, 100 * backlog.slope(run) / Math.max(1, owedPerSecond));
    }

    private void costs(ProcessSampler processes, ReplicaCurve replicas, double events) {
        Duration from = scenario.warmUp();
        var costs = new CostMetrics(scenario.prices(), scenario.duration(), events);
        costs.addProcesses(result.metrics(), processes, from, total);
        List<Series> curves = processes.series(run, scenario.warmUp());
        result.series().addAll(curves);
        result.series().addAll(replicas.series());
        if (!replicas.series().isEmpty()) {
            double workerCpu = processes.cpuSeconds(from, total).entrySet().stream()
                    .filter(process -> process.getKey().startsWith("worker-"))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            costs.addWorkers(
                    result.metrics(),
                    replicas.replicaSeconds(scenario.duration().toMillis() / 1000.0),
                    workerCpu,
                    processes.joules(from, total));
            result.series().addAll(costs.series(run, curves, replicas.total()));
        }
    }
}
