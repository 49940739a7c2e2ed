package dev.millrace.scaler.forecast;

import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.EvenLoad;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.decide.Tuning;
import java.util.Locale;

/**
 * Another policy, and besides it the workers that the forecast wants by the time at which a worker asked for now is ready: after its
 * start-up, or after as long as workers took to come so far, nodes and images included. Never fewer than the other policy decides: a
 * forecast that is wrong costs money, not delay.
 */
public final class PrewarmPolicy implements ReplicaPolicy {
    private final ReplicaPolicy wrapped;
    private final SeasonalForecast forecast;
    private final DelayTarget target;
    private final double epochAtZero;
    private final double marginSeconds;
    private final ArrivedRecords arrived = new ArrivedRecords();
    private final LeadTime leadTime = new LeadTime();
    private double lastSeconds = Double.NaN;
    private double leadSeconds;

    /**
     * @param wrapped decides from what is seen
     * @param forecast is taught by this policy as well
     * @param target limits
     * @param epochAtZero epoch seconds at which {@link Observation#seconds()} is 0; 0 where those are epoch seconds themselves
     * @param marginSeconds workers are to be ready so long before they are needed, 0 or more
     */
    public PrewarmPolicy(
            ReplicaPolicy wrapped,
            SeasonalForecast forecast,
            DelayTarget target,
            double epochAtZero,
            double marginSeconds) {
        if (!(marginSeconds >= 0 && marginSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("marginSeconds: " + marginSeconds + " is not 0 or more");
        }
        this.wrapped = wrapped;
        this.forecast = forecast;
        this.target = target;
        this.epochAtZero = epochAtZero;
        this.marginSeconds = marginSeconds;
    }

    @Override
    public Decision decide(Observation seen) {
        learn(seen);
        Decision decision = ahead(seen, wrapped.decide(seen));
        leadSeconds = leadTime.observe(seen.seconds(), seen.fleet().ready(), decision.replicas());
        return decision;
    }

    private Decision ahead(Observation seen, Decision now) {
        double startup = seen.capacity().startupSeconds();
        double ahead = Math.max(startup, leadSeconds) + marginSeconds;
        double epoch = epochAtZero + seen.seconds();
        double peak = forecast.peakWithin(epoch, epoch + ahead);
        if (peak * Math.max(1, startup) < 1) {
            return now;
        }
        int wanted = EvenLoad.workers(
                peak, seen.capacity(), seen.loads().partitions(), target, Tuning.DEFAULT.utilisation());
        if (wanted <= now.replicas() && now.active()) {
            return now;
        }
        String words = String.format(
                Locale.ROOT,
                "forecast of %,.0f records/s within %,.0f s wants %,d; without it %s",
                peak,
                ahead,
                wanted,
                now.reason());
        return new Decision(
                Math.max(wanted, now.replicas()), wanted > 0 || now.active(), Decision.Kind.FORECAST, words);
    }

    private void learn(Observation seen) {
        double count = arrived.since(seen.loads());
        if (seen.seconds() > lastSeconds) {
            forecast.observe(epochAtZero + lastSeconds, epochAtZero + seen.seconds(), count);
        }
        if (!(seen.seconds() <= lastSeconds)) {
            lastSeconds = seen.seconds();
        }
    }
}
