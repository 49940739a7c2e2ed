package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.keda.TriggerReading;

/** The external scaler as KEDA sees it: the metric is the number of workers wanted, of which one replica takes one. */
public final class DelayTrigger implements Trigger {
    private final ReplicaPolicy policy;

    public DelayTrigger(ReplicaPolicy policy) {
        this.policy = policy;
    }

    @Override
    public TriggerReading read(Observation seen) {
        Decision decision = policy.decide(seen);
        return TriggerReading.of(decision.active(), decision.replicas(), 1);
    }
}
