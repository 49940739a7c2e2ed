package dev.millrace.scaler.server.watch;

import dev.millrace.observer.lag.Group;
import dev.millrace.observer.lag.Lag;
import dev.millrace.observer.lag.LagSource;
import dev.millrace.observer.lag.Members;
import dev.millrace.observer.lag.Subject;
import dev.millrace.scaler.server.workers.Workers;
import dev.millrace.servicekit.Agent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the backlogs of all ScaledObjects that KEDA asks for, together, four times a second: the first record should wake a worker at
 * once, and what a step of the rate asks for is known after two looks. Nothing is decided before the workers that live are known.
 */
public final class Watches implements Agent {
    /** A ScaledObject that KEDA does not ask for any more is gone. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private static final int MOST = 1000;
    private static final Duration NAP = Duration.ofMillis(20);

    /** How often backlogs are read, and for how long a decision is held without. */
    public record Timing(Duration period, Duration hold) {
        public static final Duration PERIOD = Duration.ofMillis(250);
    }

    private final LagSource source;
    private final Members members;
    private final Workers workers;
    private final BooleanSupplier workersKnown;
    private final Brain brain;
    private final Timing timing;
    private final LongSupplier nanos;
    private final Runnable afterRound;
    private final Map<ScaledObjectKey, Watch> watches = new ConcurrentHashMap<>();
    private final Map<Watch, Long> due = new ConcurrentHashMap<>();

    /**
     * @param workersKnown whether the workers that live have been heard
     * @param afterRound called when all that was due is decided
     */
    public Watches(
            LagSource source,
            Members members,
            Workers workers,
            BooleanSupplier workersKnown,
            Brain brain,
            Timing timing,
            LongSupplier nanos,
            Runnable afterRound) {
        this.source = source;
        this.members = members;
        this.workers = workers;
        this.workersKnown = workersKnown;
        this.brain = brain;
        this.timing = timing;
        this.nanos = nanos;
        this.afterRound = afterRound;
    }

    /**
     * The watch of a ScaledObject, begun where it is new. Any thread.
     *
     * @throws IllegalArgumentException where its metadata are wrong
     * @throws TooManyException where there are too many
     */
    public Watch of(ScaledObjectKey key) {
        Watch known = watches.get(key);
        if (known == null) {
            Wanted wanted = Wanted.of(key);
            if (watches.size() >= MOST) {
                throw new TooManyException(MOST);
            }
            known = watches.computeIfAbsent(key, same -> new Watch(same, wanted, brain, workers, timing.hold(), nanos));
        }
        known.touch();
        return known;
    }

    public Collection<Watch> all() {
        return List.copyOf(watches.values());
    }

    @Override
    public int doWork() throws InterruptedException {
        long now = nanos.getAsLong();
        List<Watch> round = new ArrayList<>();
        if (workersKnown.getAsBoolean()) {
            for (Watch watch : watches.values()) {
                if (now - due.getOrDefault(watch, now) >= 0) {
                    round.add(watch);
                }
            }
        }
        if (round.isEmpty()) {
            LockSupport.parkNanos(NAP.toNanos());
            return 0;
        }
        read(round);
        long done = nanos.getAsLong(); // two looks in a row, after a slow one, would show nothing new
        for (Watch watch : round) {
            due.put(watch, done + timing.period().toNanos());
        }
        forget(now);
        afterRound.run();
        return round.size();
    }

    private void read(List<Watch> round) throws InterruptedException {
        Set<Subject> subjects = new HashSet<>();
        Set<Group> silent = new HashSet<>();
        for (Watch watch : round) {
            Wanted wanted = watch.wanted();
            subjects.add(wanted.subject());
            if (wanted.model() == null || !workers.reporting(wanted.model())) {
                silent.add(wanted.subject().group());
            }
        }
        Map<Subject, Lag> lags = source.read(subjects);
        if (lags.values().stream().anyMatch(Lag.Known.class::isInstance)) {
            members.refresh(silent);
        }
        for (Watch watch : round) {
            Subject subject = watch.wanted().subject();
            Lag lag = lags.getOrDefault(subject, new Lag.Unknown("it was not read"));
            watch.saw(lag, silent.contains(subject.group()) ? members.of(subject.group()) : 0);
        }
    }

    private void forget(long now) {
        watches.values().removeIf(watch -> {
            boolean gone = !watch.listened() && now - watch.askedAt() > FORGOTTEN.toNanos();
            if (gone) {
                due.remove(watch);
            }
            return gone;
        });
    }
}
