package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.keda.Keda;
import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;
import java.util.List;

/** KEDA and the HPA by a ScaledObject. */
public record Scaled(String name, ScaledObject spec, KedaFactory kedas, TriggerFactory triggers) implements Contender {
    @Override
    public Pilot pilot(Scenario scenario, Flow flow) {
        Keda keda = kedas.keda(spec, scenario.scaling().hpaSyncSeconds());
        List<Trigger> all = spec.triggers().stream()
                .map(trigger -> triggers.trigger(spec, trigger, scenario))
                .toList();
        return new Pilot() {
            @Override
            public int initial() {
                return scenario.workers().initial();
            }

            @Override
            public Order decide(Observation seen, int replicas) {
                Scaling scaling = keda.step(
                        seen.seconds(),
                        replicas,
                        all.stream().map(trigger -> trigger.read(seen)).toList());
                return new Order(scaling.replicas(), scaling.reason());
            }
        };
    }
}
