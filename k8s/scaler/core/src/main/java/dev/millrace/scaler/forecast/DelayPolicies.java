package dev.millrace.scaler.forecast;

import dev.millrace.scaler.decide.DelayPolicy;
import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import java.util.function.Supplier;

/** The policy that a trigger asks for: from what is seen, and ahead of a known peak where that is wanted. */
public final class DelayPolicies {
    /** A worker that is ready a little early costs less than one that is late. */
    private static final double MARGIN_SECONDS = 30;

    private DelayPolicies() {}

    /**
     * A new policy that has seen nothing.
     *
     * @param epochAtZero epoch seconds at which an observation's seconds are 0
     * @param forecast is asked for where prediction is wanted, and taught
     */
    public static ReplicaPolicy of(
            DelayTarget target, Prediction prediction, double epochAtZero, Supplier<SeasonalForecast> forecast) {
        var policy = new DelayPolicy(target);
        return prediction == Prediction.OFF
                ? policy
                : new PrewarmPolicy(policy, forecast.get(), target, epochAtZero, MARGIN_SECONDS);
    }
}
