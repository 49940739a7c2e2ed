package dev.millrace.scaler.simulate;

/** Hears how far a simulation is. */
public interface Progress {
    Progress NONE = (scenario, contender, share) -> {};

    /** {@code share}: 0 to 1 of a contender's run; called at most a hundred times a run. */
    void at(String scenario, String contender, double share);
}
