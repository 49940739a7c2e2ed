package dev.millrace.load.run;

import dev.millrace.contracts.Topics;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorPlan;
import dev.millrace.load.plan.SensorWorld;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.plan.UserPlan;
import dev.millrace.load.plan.UserWorld;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.send.SendJob;
import dev.millrace.load.send.Senders;
import dev.millrace.load.witness.OwedSensors;
import dev.millrace.load.witness.OwedUsers;
import dev.millrace.load.witness.RunTime;
import dev.millrace.load.witness.SensorResults;
import dev.millrace.load.witness.UserResults;
import dev.millrace.load.witness.Witness;
import dev.millrace.load.witness.WitnessOptions;
import dev.millrace.load.witness.sample.LagSampler;
import dev.millrace.load.witness.sample.ProcessSampler;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Senders, witness and samplers of one trial, under way. Made before the traffic begins, by one thread that also asks how it goes. */
final class Traffic implements AutoCloseable {
    private final Resources resources = new Resources();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Scenario scenario;
    private final RunTime time;
    private final Duration run;
    private final Senders senders;
    private final @Nullable SensorResults sensors;
    private final @Nullable UserResults users;
    private final @Nullable SensorLoad sensorLoad;
    private final @Nullable UserLoad userLoad;
    private final Witness witness;
    private final LagSampler lag;
    private final ProcessSampler processes;
    private final BacklogCurve backlog;
    private long lastResults = -1;
    private long lastProgressMicros;

    private Traffic(
            Scenario scenario,
            @Nullable SensorLoad sensorLoad,
            @Nullable UserLoad userLoad,
            LoadPlatform platform,
            LoadTools tools,
            RunTime time,
            long epochMillis)
            throws Exception {
        this.scenario = scenario;
        this.time = time;
        this.run = scenario.warmUp().plus(scenario.duration());
        this.sensorLoad = sensorLoad;
        this.userLoad = userLoad;
        int plans = Math.max(1, scenario.processes());
        this.sensors = sensorLoad == null ? null : sensors(sensorLoad, epochMillis, plans);
        this.users = userLoad == null ? null : users(userLoad, plans);
        KafkaClients kafka = platform.kafka();
        this.witness = new Witness(kafka, witnessOptions(scenario), time, sensors, users);
        run("witness", witness);
        Admin admin = resources.add(kafka.admin());
        this.lag = new LagSampler(admin, time, tools.nanos());
        run("lag", lag);
        Path folder = Files.createTempDirectory("millrace-senders");
        resources.add(() -> Folders.delete(folder));
        var job = new SendJob(
                sensorLoad,
                userLoad,
                kafka.bootstrap(),
                tools.clientConfig() == null ? null : tools.clientConfig().toString(),
                scenario.lingerMillis(),
                0,
                plans,
                time.begin().toEpochMilli(),
                epochMillis,
                run);
        this.senders = resources.add(Senders.start(job, scenario.processes(), folder, tools.clock(), tools.nanos()));
        this.processes = new ProcessSampler(() -> pids(platform), time, tools.nanos());
        run("processes", processes);
        this.backlog = new BacklogCurve(time, scenario.warmUp(), scenario.duration());
    }

    /** {@code epochMillis}: what sensors' event times are counted from. */
    static Traffic start(
            Scenario scenario,
            @Nullable SensorLoad sensorLoad,
            @Nullable UserLoad userLoad,
            LoadPlatform platform,
            LoadTools tools,
            RunTime time,
            long epochMillis)
            throws Exception {
        return new Traffic(scenario, sensorLoad, userLoad, platform, tools, time, epochMillis);
    }

    private void run(String name, Agent agent) {
        resources.add(AgentRunner.start(name, agent, problem -> failure.compareAndSet(null, problem)));
    }

    /** Large fetches where much comes: the witness must not take the processor time that it measures. */
    private static WitnessOptions witnessOptions(Scenario scenario) {
        boolean committed = "exactly-once".equals(scenario.platform().guarantee());
        return WitnessOptions.unhurried(committed);
    }

    private SensorResults sensors(SensorLoad load, long epochMillis, int plans) {
        var owed = new OwedSensors(
                plans, process -> new SensorPlan(load, process, plans, run), load.windows(), OwedSensors.REMEMBERED);
        return new SensorResults(owed, new SensorWorld(load, epochMillis), time, scenario.warmUp());
    }

    private UserResults users(UserLoad load, int plans) {
        var owed = new OwedUsers(plans, process -> new UserPlan(load, process, plans, run), OwedSensors.REMEMBERED);
        return new UserResults(owed, new UserWorld(load), time, scenario.warmUp());
    }

    private Map<String, Long> pids(LoadPlatform platform) {
        Map<String, Long> pids = new LinkedHashMap<>(platform.pids());
        pids.put(Trial.DRIVER, ProcessHandle.current().pid());
        int number = 1;
        for (long pid : senders.pids()) {
            pids.put(Trial.DRIVER + "-sender-" + number++, pid);
        }
        return pids;
    }

    /** All sent, and all that is owed has come or nothing has for the scenario's patience; throws what a part of it threw. */
    boolean isOver() {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("the measurement failed: " + problem.getMessage(), problem);
        }
        long results = results();
        backlog.look(registered(), results);
        if (!senders.done()) {
            return false;
        }
        long now = time.nowMicros();
        if (results != lastResults) {
            lastResults = results;
            lastProgressMicros = now;
        }
        return results >= registered()
                || now - lastProgressMicros > scenario.patience().toNanos() / 1000;
    }

    private long results() {
        return (sensors == null ? 0 : sensors.book().counts().settled())
                + (users == null ? 0 : users.book().counts().settled());
    }

    private long registered() {
        return (sensors == null ? 0 : sensors.owed().registered())
                + (users == null ? 0 : users.owed().registered());
    }

    /** A line for a person; {@code micros} since the measured part began. */
    String progress(long micros) {
        return Progress.line(
                micros,
                senders.sent(Topics.SENSOR_READINGS) + senders.sent(Topics.USER_EVENTS),
                registered(),
                results(),
                sensors == null ? null : sensors.book(),
                users == null ? null : users.book(),
                lag.latest());
    }

    /** Adds what was found. */
    void finish(VariantResult result, int number, ReplicaCurve replicas, LoadTools tools) {
        new Findings(scenario, number, result, tools)
                .add(
                        senders.progress(),
                        sensorLoad,
                        userLoad,
                        sensors,
                        users,
                        witness,
                        lag,
                        backlog,
                        processes,
                        replicas);
    }

    @Override
    public void close() throws Exception {
        resources.close();
    }
}
