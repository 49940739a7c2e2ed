package dev.millrace.scaler.decide;

/** Decides from a series of observations, in the order of time; keeps what it needs of the earlier ones. One thread at a time. */
public interface ReplicaPolicy {
    Decision decide(Observation seen);
}
