package dev.millrace.scaler.server.watch;

import dev.millrace.scaler.decide.ReplicaPolicy;

/** Makes, for each watch, what measures and what decides. */
public interface Brain {
    ReplicaPolicy policy(Wanted wanted);

    CapacityMeter capacity(Wanted wanted);
}
