package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;

/** Decides replicas in one run. */
public interface Pilot {
    /** Workers that are ready at the begin. */
    int initial();

    /**
     * Replicas from now on.
     *
     * @param replicas that are ordered now
     */
    Order decide(Observation seen, int replicas);

    /** How many, and why. */
    record Order(int replicas, String reason) {}
}
