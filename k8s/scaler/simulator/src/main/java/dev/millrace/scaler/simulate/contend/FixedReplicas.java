package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;

/** Always the same number of workers. */
public record FixedReplicas(int replicas) implements Contender {
    @Override
    public String name() {
        return "fixed " + replicas;
    }

    @Override
    public Pilot pilot(Scenario scenario, Flow flow) {
        return new Pilot() {
            @Override
            public int initial() {
                return replicas;
            }

            @Override
            public Order decide(Observation seen, int current) {
                return new Order(replicas, "fixed");
            }
        };
    }
}
