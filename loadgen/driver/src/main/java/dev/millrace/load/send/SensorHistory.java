package dev.millrace.load.send;

import dev.millrace.contracts.Topics;
import dev.millrace.load.plan.HistoryPlan;
import dev.millrace.load.plan.SensorEncoder;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorWorld;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends what a load's first sensors have measured before the run; their samples in the run follow on. */
public final class SensorHistory {
    /** Nobody waits for a single reading of the past. */
    private static final int LINGER_MILLIS = 5;

    private SensorHistory() {}

    /**
     * Sends at {@code rate} readings per second, infinite for as fast as Kafka takes them, and returns how many when all are
     * taken. {@code beginMillis} is the begin of the run that follows, from which event times are counted. Throws
     * {@link SendFailedException}.
     */
    public static long send(
            SensorLoad load,
            double rate,
            long beginMillis,
            String bootstrap,
            @Nullable String clientConfig,
            Clock wall,
            LongSupplier nanos) {
        var plan = new HistoryPlan(load, rate);
        var encoder = new SensorEncoder(load, new SensorWorld(load, beginMillis));
        String topic = Topics.SENSOR_READINGS;
        var producer = Producers.open(Producers.clients(bootstrap, clientConfig), topic, LINGER_MILLIS);
        try (var sender = new Sender<>(topic, plan, encoder, producer, RunClock.of(wall, nanos, wall.millis()))) {
            while (!sender.done()) {
                sender.doWork();
            }
        }
        return plan.size();
    }
}
