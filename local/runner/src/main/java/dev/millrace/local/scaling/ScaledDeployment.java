package dev.millrace.local.scaling;

import dev.millrace.scaler.keda.Keda;
import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.servicekit.Agent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds one deployment at the replicas that its ScaledObject wants. The loop turns faster than KEDA polls and the HPA syncs, which
 * keep their own periods inside {@link Keda}, so that what a scaler pushes is acted on at once.
 */
public final class ScaledDeployment implements Agent {
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ScaledObject spec;
    private final Keda keda;
    private final List<TriggerSource> triggers;
    private final Deployment deployment;
    private final Consumer<String> events;
    private final LongSupplier nanos;
    private final List<String> troubles;
    private volatile State state;

    /**
     * What the status page shows.
     *
     * @param replicas wanted after the last round
     * @param reason of the last change, in words
     */
    public record State(String name, int replicas, int changes, String reason) {}

    /** {@code triggers} in the order of the file; they are closed with this. */
    public ScaledDeployment(
            ScaledObject spec,
            Keda keda,
            List<TriggerSource> triggers,
            Deployment deployment,
            Consumer<String> events,
            LongSupplier nanos) {
        this.spec = spec;
        this.keda = keda;
        this.triggers = List.copyOf(triggers);
        this.deployment = deployment;
        this.events = events;
        this.nanos = nanos;
        this.troubles = new ArrayList<>();
        spec.triggers().forEach(trigger -> troubles.add(""));
        this.state = new State(spec.name(), deployment.replicas(), 0, "as started");
    }

    @Override
    public int doWork() throws Exception {
        long round = nanos.getAsLong();
        int changed = step(round / 1e9);
        long left = ROUND_NANOS - (nanos.getAsLong() - round);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return changed;
    }

    private int step(double seconds) throws Exception {
        int current = deployment.replicas();
        Scaling wanted = keda.step(seconds, current, readings());
        if (wanted.replicas() == current) {
            return 0;
        }
        state = new State(spec.name(), wanted.replicas(), state.changes() + 1, wanted.reason());
        events.accept(spec.name() + ": " + current + " to " + wanted.replicas() + " workers: " + wanted.reason());
        try {
            deployment.scale(wanted.replicas());
        } catch (IOException e) {
            // The next round tries again: what did not start is still missing.
            events.accept(spec.name() + " cannot be scaled: " + e.getMessage());
        }
        return 1;
    }

    private List<TriggerReading> readings() throws InterruptedException {
        var readings = new ArrayList<TriggerReading>();
        for (int i = 0; i < triggers.size(); i++) {
            TriggerReading reading = triggers.get(i).read();
            readings.add(reading);
            tell(i, reading.failure() == null ? "" : reading.failure());
        }
        return readings;
    }

    /** Once when it begins and once when it is over. */
    private void tell(int trigger, String trouble) {
        if (!trouble.equals(troubles.set(trigger, trouble))) {
            String name =
                    spec.name() + ", trigger " + spec.triggers().get(trigger).name();
            events.accept(name + (trouble.isEmpty() ? " answers again" : ": " + trouble));
        }
    }

    public State state() {
        return state;
    }

    @Override
    public void close() {
        triggers.forEach(TriggerSource::close);
    }
}
