package dev.millrace.load.send;

import dev.millrace.contracts.Topics;
import dev.millrace.load.plan.SensorEncoder;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorPlan;
import dev.millrace.load.plan.SensorWorld;
import dev.millrace.load.plan.UserEncoder;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.plan.UserPlan;
import dev.millrace.load.plan.UserWorld;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Resources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process's share of a run, under way: a thread and a producer per flow. */
final class SendTask implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final SendJob job;
    private final RunClock clock;
    private final List<SenderThread> threads = new ArrayList<>();
    private final Resources resources = new Resources();

    private SendTask(SendJob job, RunClock clock) {
        this.job = job;
        this.clock = clock;
    }

    /** Opens the producers and starts the threads, which wait for the begin. */
    static SendTask start(SendJob job, RunClock clock) throws Exception {
        var task = new SendTask(job, clock);
        try {
            task.open(Producers.clients(job.bootstrap(), job.clientConfig()));
        } catch (Exception e) {
            task.close();
            throw e;
        }
        return task;
    }

    private void open(KafkaClients kafka) {
        var senders = new ArrayList<Sender<?>>();
        if (job.sensors() != null) {
            senders.add(resources.add(sensors(job.sensors(), kafka)));
        }
        if (job.users() != null) {
            senders.add(resources.add(users(job.users(), kafka)));
        }
        for (Sender<?> sender : senders) {
            threads.add(resources.add(SenderThread.start(sender, "sender-" + threads.size())));
        }
    }

    private Sender<?> sensors(SensorLoad load, KafkaClients kafka) {
        var plan = new SensorPlan(load, job.process(), job.processes(), job.run());
        var encoder = new SensorEncoder(load, new SensorWorld(load, job.epochMillis()));
        String topic = Topics.SENSOR_READINGS;
        return new Sender<>(topic, plan, encoder, Producers.open(kafka, topic, job.lingerMillis()), clock);
    }

    private Sender<?> users(UserLoad load, KafkaClients kafka) {
        var plan = new UserPlan(load, job.process(), job.processes(), job.run());
        var encoder = new UserEncoder(load, new UserWorld(load), job.process(), job.beginMillis());
        String topic = Topics.USER_EVENTS;
        return new Sender<>(topic, plan, encoder, Producers.open(kafka, topic, job.lingerMillis()), clock);
    }

    /** True when all is sent and taken, or one flow has failed. */
    boolean done() {
        return failure() != null
                || threads.stream().allMatch(thread -> thread.sender().done());
    }

    @Nullable
    Throwable failure() {
        for (SenderThread thread : threads) {
            Throwable failure = thread.failure();
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** {@code last}: over all the time, else since the last call. One thread calls it. */
    SendProgress progress(boolean last, @Nullable Double cpuSeconds) {
        Throwable failure = failure();
        return new SendProgress(
                job.process(),
                clock.now() / NANOS,
                last,
                cpuSeconds,
                failure == null ? null : String.valueOf(failure.getMessage()),
                threads.stream().map(thread -> thread.sender().progress(last)).toList());
    }

    /** Stops sending; what the producers have is given some seconds to arrive. */
    @Override
    public void close() throws Exception {
        resources.close();
    }
}
