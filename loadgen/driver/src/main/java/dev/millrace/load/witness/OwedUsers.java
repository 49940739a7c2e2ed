package dev.millrace.load.witness;

import dev.millrace.contracts.UserEvent;
import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.UserAct;
import dev.millrace.load.plan.UserNames;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * The recommendations that are owed: one for every act that is not an impression, since the act's due time. Its identity is
 * (process, sequence), as {@link UserNames#event} tells it.
 *
 * <p>One thread walks and settles; {@link #registered} and {@link #owedBy} may be asked by any.
 */
public final class OwedUsers {
    private static final int SEQUENCE_BITS = 48;

    private final int processes;
    private final IntFunction<Plan<UserAct>> plans;
    private final PlanWalk<UserAct> walk;
    private final OwedTable table;
    private final KnownUsers known = new KnownUsers();
    private final AtomicLong registered = new AtomicLong();

    /** As {@link OwedSensors}. */
    public OwedUsers(int processes, IntFunction<Plan<UserAct>> plans, Duration remembered) {
        this.processes = processes;
        this.plans = plans;
        this.walk = new PlanWalk<>(processes, plans);
        this.table = new OwedTable(remembered);
    }

    /** Registers what is due within {@code aheadNanos} from {@code nowNanos}, since the run's begin. */
    void advance(long nowNanos, long aheadNanos) {
        table.advance(nowNanos / 1000);
        walk.advance(nowNanos + aheadNanos, (process, planned) -> {
            UserAct act = planned.event();
            known.acted(act.user());
            if (owes(act)) {
                table.owe(process, act.sequence(), act.user(), planned.dueNanos() / 1000);
                registered.incrementAndGet();
            }
        });
    }

    private static boolean owes(UserAct act) {
        return act.type() != UserEvent.Type.IMPRESSION;
    }

    /** The entry as it was before, now settled; {@link OwedEntry#NONE} where this event owes nothing. */
    long settle(long event) {
        int process = process(event);
        return process >= processes ? OwedEntry.NONE : table.settle(process, sequence(event));
    }

    /** Whether a user of this id has acted. */
    boolean isUser(String userId, UserNames names) {
        return known.contains(userId, names);
    }

    static int process(long event) {
        return (int) (event >>> SEQUENCE_BITS);
    }

    static long sequence(long event) {
        return event & (1L << SEQUENCE_BITS) - 1;
    }

    /** How many recommendations are registered as owed: those of acts due by now and a little ahead. */
    public long registered() {
        return registered.get();
    }

    /** How many recommendations the acts that were really sent owe; {@code sent[process]} acts, in the order of the plan. */
    public long owedBy(long... sent) {
        SentCounts.check(sent, processes);
        return PlanWalk.count(plans, sent, OwedUsers::owes);
    }
}
