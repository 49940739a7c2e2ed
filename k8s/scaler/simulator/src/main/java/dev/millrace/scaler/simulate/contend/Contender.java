package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;

/** A way to decide replicas that is compared with others. */
public interface Contender {
    /** Short, for tables and legends. */
    String name();

    /** A pilot for one run; only one that knows the future looks at the flow. */
    Pilot pilot(Scenario scenario, Flow flow);
}
