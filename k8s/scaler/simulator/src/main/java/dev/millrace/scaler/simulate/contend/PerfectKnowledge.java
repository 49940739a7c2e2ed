package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.simulate.contend.Flight.Listener;
import dev.millrace.scaler.simulate.scenario.Nodes;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.Workers;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Measured;
import org.jspecify.annotations.Nullable;

/**
 * Knows all arrivals: the bound that no scaler can reach. It has the fewest workers that answer each record within the SLO
 * ({@link TautString}), started so early that they are ready when they are needed, and does not stop one for a pause so short that
 * starting it again would cost more. It knows nothing of workers that will die.
 *
 * <p>Partitions are whole, rebalances stop everybody and lots make partitions uneven, all of which the string does not know. So plans with
 * less and less of the SLO are tried in the world itself; the first that keeps it is flown, else the one with the fewest late records.
 */
public final class PerfectKnowledge implements Contender {
    public static final String NAME = "perfect";
    private static final double[] SLO_SHARES = {1, .8, .6, .4, .2};
    private static final int LAST_SPARE = 1;

    private record Plan(int[] orders, Measured measured) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Pilot pilot(Scenario scenario, Flow flow) {
        int max = scenario.scaling().max();
        Shares shares = new Shares(scenario.workers(), flow, max);
        Plan best = null;
        for (int i = 0; i <= SLO_SHARES.length; i++) {
            boolean spare = i == SLO_SHARES.length;
            double share = SLO_SHARES[Math.min(i, SLO_SHARES.length - 1)];
            int[] orders = orders(scenario, flow, shares, share, spare ? LAST_SPARE : 0);
            Plan plan = new Plan(orders, Flight.run(scenario, flow, following(scenario, orders), Listener.NONE));
            best = better(best, plan);
            if (plan.measured().late() <= 0) {
                break;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no plan was tried");
        }
        return following(scenario, best.orders());
    }

    private static Plan better(@Nullable Plan best, Plan plan) {
        return best == null || plan.measured().late() < best.measured().late() ? plan : best;
    }

    /** Workers to have ordered in each step. */
    private static int[] orders(Scenario scenario, Flow flow, Shares shares, double share, int spare) {
        Workers workers = scenario.workers();
        Nodes nodes = scenario.nodes();
        double step = flow.stepSeconds();
        double slack = scenario.sloSeconds() * share - workers.serviceSeconds() - workers.rebalanceSeconds();
        double[] rates = rates(flow, (int) Math.max(1, Math.floor(slack / step) - 1));
        int[] needed = new int[rates.length];
        int max = scenario.scaling().max();
        for (int i = 0; i < needed.length; i++) {
            int count = shares.workersFor(
                    rates[i] / step,
                    workers.recordsPerSecond(),
                    scenario.scaling().min());
            needed[i] = rates[i] > 0 ? Math.min(max, count + spare) : count;
        }
        double lead = workers.startupSeconds()
                + (nodes == null ? 0 : nodes.startupSeconds())
                + scenario.observeSeconds()
                + step;
        double dip = lead + 2 * workers.rebalanceSeconds() + scenario.sloSeconds();
        return Sliding.maxAhead(Sliding.closed(needed, (int) (dip / step)), (int) Math.ceil(lead / step));
    }

    /** Records per step. */
    private static double[] rates(Flow flow, int slackSteps) {
        int steps = flow.steps();
        double[] ceiling = new double[steps + 1];
        double[] floor = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            ceiling[i] = flow.total(i);
            floor[i] = i == steps ? flow.total(steps) : flow.total(Math.max(0, i - slackSteps));
        }
        return TautString.rates(ceiling, floor);
    }

    private static Pilot following(Scenario scenario, int[] orders) {
        double step = scenario.stepSeconds();
        return new Pilot() {
            @Override
            public int initial() {
                return orders[0];
            }

            @Override
            public Order decide(Observation seen, int replicas) {
                int now = (int) Math.min(orders.length - 1.0, Math.rint(seen.seconds() / step));
                return new Order(orders[now], "knows what comes");
            }
        };
    }
}
