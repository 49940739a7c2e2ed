package dev.millrace.load.run;

import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.result.Mark;
import dev.millrace.load.scenario.Models;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.scenario.Step;
import dev.millrace.load.send.Senders;
import dev.millrace.load.witness.RunTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One repetition of a scenario on a platform that is ready: traffic, steps, measurement.
 *
 * <p>Its time begins with the warm-up; the measured part follows. Senders go by the plan and end by themselves; the trial ends when all
 * that is owed has come, or nothing has come for the scenario's patience.
 */
final class Trial {
    /** How the names of the driver's own processes begin, among those whose processor time is told. */
    static final String DRIVER = "load-driver";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration TELL = Duration.ofSeconds(2);

    private final Scenario scenario;
    private final LoadPlatform platform;
    private final LoadTools tools;
    private final int run;

    Trial(Scenario scenario, LoadPlatform platform, LoadTools tools, int run) {
        this.scenario = scenario;
        this.platform = platform;
        this.tools = tools;
        this.run = run;
    }

    void run(VariantResult result) throws Exception {
        String tag = Long.toString(tools.clock().millis() / 1000 % 60_466_176, 36) + Integer.toString(run, 36);
        SensorLoad sensors =
                scenario.sensors() == null ? null : scenario.sensors().forRun(tag, scenario.seed() + run);
        UserLoad users = scenario.users() == null ? null : scenario.users().forRun(tag, scenario.seed() + run);
        long epoch = tools.clock().millis();
        prepare(sensors, users, epoch);
        Instant begin = tools.clock().instant().plus(scenario.processes() == 0 ? AT_ONCE : Senders.START_UP);
        var time = new RunTime(begin, tools.clock());
        try (var traffic = Traffic.start(scenario, sensors, users, platform, tools, time, epoch)) {
            var replicas = new ReplicaCurve(run, scenario.warmUp());
            drive(traffic, time, replicas, result);
            traffic.finish(result, run, replicas, tools);
        }
    }

    private void prepare(@Nullable SensorLoad sensors, @Nullable UserLoad users, long epochMillis) throws Exception {
        var preparation = new Preparation(scenario, platform, tools);
        if (users != null && run == 1) {
            preparation.users(users);
        }
        if (sensors != null) {
            Models models = scenario.models();
            boolean trained = models != null && models.sensorAnomaly() == Models.SensorModel.TRAINED;
            preparation.sensors(sensors, epochMillis, trained && run == 1);
        }
    }

    /** Does the steps and tells how it goes, until the traffic is over. */
    private void drive(Traffic traffic, RunTime time, ReplicaCurve replicas, VariantResult result) throws Exception {
        Deque<Step> steps = new ArrayDeque<>(
                scenario.steps().stream().sorted(Comparator.comparing(Step::at)).toList());
        long warmUpMicros = scenario.warmUp().toNanos() / 1000;
        long told = 0;
        tools.console().line(Progress.HEAD);
        while (!traffic.isOver()) {
            long now = time.nowMicros();
            while (!steps.isEmpty() && now - warmUpMicros >= steps.peek().at().toNanos() / 1000) {
                Step step = steps.remove();
                double second = (now - warmUpMicros) / 1e6;
                tools.console().line(String.format("  %6.1f s  %s", second, step.inWords()));
                result.marks().add(new Mark(run, second, step.inWords()));
                take(step);
            }
            replicas.look(now, platform.workers());
            if (now >= 0 && now / (TELL.toNanos() / 1000) > told) {
                told = now / (TELL.toNanos() / 1000);
                tools.console().line(traffic.progress(now - warmUpMicros));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void take(Step step) throws Exception {
        if (step.kill() != null) {
            platform.kill(step.kill());
        } else if (step.scale() != null && step.workers() != null) {
            platform.scale(step.scale(), step.workers());
        }
    }
}
