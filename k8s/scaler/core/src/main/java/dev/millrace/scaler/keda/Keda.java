package dev.millrace.scaler.keda;

import java.util.List;

/**
 * KEDA and the HPA together for one ScaledObject, as a state machine over time: KEDA from and to zero, the HPA from one on.
 * One thread at a time.
 */
public interface Keda {
    /**
     * Replicas after this moment.
     *
     * @param seconds on a clock that never goes back; calls may come as often as the caller likes, polling and sync periods are kept inside
     * @param current replicas that the deployment has now
     * @param readings one of each trigger, in the order of {@link ScaledObject#triggers}
     */
    Scaling step(double seconds, int current, List<TriggerReading> readings);

    /** Replicas to have from now on, and which rule made them so, in words. */
    record Scaling(int replicas, String reason) {}
}
