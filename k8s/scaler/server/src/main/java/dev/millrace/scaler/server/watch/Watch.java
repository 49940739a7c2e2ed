package dev.millrace.scaler.server.watch;

import dev.millrace.observer.lag.Lag;
import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.Decision.Kind;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.server.workers.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ScaledObject: makes an observation of each backlog that is read, has it decided, and tells those who listen when there begins or
 * ends to be something to do. One thread calls {@link #saw}; any thread asks and listens.
 */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final double NANOS = 1e9;

    private final ScaledObjectKey key;
    private final Wanted wanted;
    private final Brain brain;
    private final CapacityMeter meter;
    private final Workers workers;
    private final Duration hold;
    private final LongSupplier nanos;
    private final List<Consumer<Boolean>> listeners = new ArrayList<>();
    private final CompletableFuture<Watch> first = new CompletableFuture<>();
    private volatile View view = new View.Undecided("Kafka has not been read yet");
    private volatile long askedAt;
    /** Made at the first decision, when what was learnt before is known. */
    private @Nullable ReplicaPolicy policy;

    Watch(ScaledObjectKey key, Wanted wanted, Brain brain, Workers workers, Duration hold, LongSupplier nanos) {
        this.key = key;
        this.wanted = wanted;
        this.brain = brain;
        this.meter = brain.capacity(wanted);
        this.workers = workers;
        this.hold = hold;
        this.nanos = nanos;
        touch();
    }

    public ScaledObjectKey key() {
        return key;
    }

    public Wanted wanted() {
        return wanted;
    }

    public View view() {
        return view;
    }

    /** Completes when there is something to say about it, on the watching thread. */
    public CompletableFuture<Watch> first() {
        return first;
    }

    /** Somebody is interested. */
    void touch() {
        askedAt = nanos.getAsLong();
    }

    /** When somebody last was, monotonic. */
    public long askedAt() {
        return askedAt;
    }

    /** Tells {@code active} now where it is known, and at each change until it is taken back. Calls come one at a time. */
    public synchronized void listen(Consumer<Boolean> active) {
        listeners.add(active);
        if (view instanceof View.Usable known) {
            active.accept(known.decision().active());
        }
    }

    public synchronized void unlisten(Consumer<Boolean> active) {
        listeners.remove(active);
        touch();
    }

    synchronized boolean listened() {
        return !listeners.isEmpty();
    }

    /** Whether there is anything to do, as far as is known. */
    boolean active() {
        return view instanceof View.Usable known && known.decision().active();
    }

    /** @param members of the group, for groups of which no worker reports */
    void saw(Lag lag, int members) {
        long now = nanos.getAsLong();
        View next;
        if (lag instanceof Lag.Known known) {
            next = decided(new Loads(known.ends(), known.waiting()), members, now);
        } else if (lag instanceof Lag.Unknown unknown) {
            next = without(unknown.why(), now);
        } else {
            String reason = "topic " + wanted.subject().topic() + " does not exist";
            next = new View.Decided(new Decision(0, false, Kind.IDLE, reason), null, now);
        }
        publish(next);
    }

    private View decided(Loads loads, int members, long now) {
        try {
            Observation seen = observe(loads, members, now);
            return new View.Decided(bounded(policy().decide(seen), loads), seen, now);
        } catch (RuntimeException e) {
            LOG.error("{}/{}: no decision", key.namespace(), key.name(), e);
            return without("the decision failed: " + e, now);
        }
    }

    private ReplicaPolicy policy() {
        ReplicaPolicy known = policy;
        if (known == null) {
            known = brain.policy(wanted);
            policy = known;
        }
        return known;
    }

    private Observation observe(Loads loads, int members, long now) {
        String model = wanted.model();
        Fleet fleet = model == null ? Fleet.NONE : workers.fleet(model);
        if (fleet.size() == 0 && members > 0) {
            fleet = new Fleet(members, List.of(), 0);
        }
        double seconds = now / NANOS;
        Capacity capacity = meter.measure(seconds, loads, fleet, model == null ? List.of() : workers.of(model));
        return new Observation(seconds, loads, fleet, capacity);
    }

    /** Whatever a policy says: no worker that could get no partition. */
    private Decision bounded(Decision decision, Loads loads) {
        int most = wanted.subject().share()
                ? wanted.target().maxReplicas()
                : Math.min(wanted.target().maxReplicas(), loads.partitions());
        return decision.replicas() <= most
                ? decision
                : new Decision(
                        most,
                        decision.active(),
                        Kind.LIMIT,
                        decision.reason() + "; no more than " + most + " can help");
    }

    private View without(String why, long now) {
        if (view instanceof View.Usable last) {
            return now - last.nanos() <= hold.toNanos()
                    ? new View.Held(last.decision(), last.seen(), last.nanos(), why)
                    : new View.Lost(why, last.nanos());
        }
        return view instanceof View.Lost lost ? new View.Lost(why, lost.nanos()) : new View.Undecided(why);
    }

    private synchronized void publish(View next) {
        boolean knew = view instanceof View.Usable;
        boolean before = active();
        tellLog(next);
        view = next;
        if (!(next instanceof View.Undecided)) {
            first.complete(this);
        }
        if (next instanceof View.Usable && (!knew || before != active())) {
            boolean active = active();
            List.copyOf(listeners).forEach(listener -> listener.accept(active));
        }
    }

    private void tellLog(View next) {
        if (next instanceof View.Held held && !(view instanceof View.Held)) {
            LOG.warn(
                    "{}/{}: {} replicas are held for up to {} s: {}",
                    key.namespace(),
                    key.name(),
                    held.decision().replicas(),
                    hold.toSeconds(),
                    held.why());
        } else if (next instanceof View.Lost lost && !(view instanceof View.Lost)) {
            LOG.warn(
                    "{}/{}: no answer from now on, KEDA's fallback counts: {}",
                    key.namespace(),
                    key.name(),
                    lost.why());
        } else if (next instanceof View.Decided decided
                && replicas(view) != decided.decision().replicas()) {
            LOG.info(
                    "{}/{}: {} replicas: {}",
                    key.namespace(),
                    key.name(),
                    decided.decision().replicas(),
                    decided.decision().reason());
        }
    }

    private static int replicas(View view) {
        return view instanceof View.Usable known ? known.decision().replicas() : -1;
    }
}
