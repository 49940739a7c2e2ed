package dev.millrace.load.witness;

import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.WindowRule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * The scores that are owed: one for every reading that completes a window, since the reading's due time. Its identity is (sensor,
 * sample of the reading).
 *
 * <p>One thread walks and settles; {@link #registered} and {@link #owedBy} may be asked by any.
 */
public final class OwedSensors {
    /** How long an owed score and its settlement are remembered. */
    public static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final int processes;
    private final IntFunction<Plan<SensorSample>> plans;
    private final WindowRule rule;
    private final PlanWalk<SensorSample> walk;
    private final OwedTable table;
    private final AtomicLong registered = new AtomicLong();

    /**
     * Makes every plan once to walk it, and once more at each {@link #owedBy}.
     *
     * @param plans a new plan of the process, from 0
     * @param remembered a result that comes later than this after its reading was due is a stranger's
     */
    public OwedSensors(int processes, IntFunction<Plan<SensorSample>> plans, WindowRule rule, Duration remembered) {
        this.processes = processes;
        this.plans = plans;
        this.rule = rule;
        this.walk = new PlanWalk<>(processes, plans);
        this.table = new OwedTable(remembered);
    }

    /** Registers what is due within {@code aheadNanos} from {@code nowNanos}, since the run's begin. */
    void advance(long nowNanos, long aheadNanos) {
        table.advance(nowNanos / 1000);
        walk.advance(nowNanos + aheadNanos, (process, planned) -> {
            SensorSample sample = planned.event();
            if (rule.owes(sample.sample())) {
                table.owe(sample.sensor(), window(sample.sample()), sample.sensor(), planned.dueNanos() / 1000);
                registered.incrementAndGet();
            }
        });
    }

    /** The entry as it was before, now settled; {@link OwedEntry#NONE} where this window owes nothing. */
    long settle(int sensor, long sample) {
        return sample < 0 || !rule.owes(sample) ? OwedEntry.NONE : table.settle(sensor, window(sample));
    }

    private long window(long sample) {
        return (sample + 1 - rule.size()) / rule.hop();
    }

    /** How many scores are registered as owed: those of readings due by now and a little ahead. */
    public long registered() {
        return registered.get();
    }

    /** How many scores the readings that were really sent owe; {@code sent[process]} readings, in the order of the plan. */
    public long owedBy(long... sent) {
        SentCounts.check(sent, processes);
        return PlanWalk.count(plans, sent, sample -> rule.owes(sample.sample()));
    }
}
