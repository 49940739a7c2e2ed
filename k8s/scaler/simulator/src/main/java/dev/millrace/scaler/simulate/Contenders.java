package dev.millrace.scaler.simulate;

import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import dev.millrace.scaler.keda.KedaHpa;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import dev.millrace.scaler.simulate.contend.Contender;
import dev.millrace.scaler.simulate.contend.FixedReplicas;
import dev.millrace.scaler.simulate.contend.KedaFactory;
import dev.millrace.scaler.simulate.contend.KedaTriggers;
import dev.millrace.scaler.simulate.contend.PerfectKnowledge;
import dev.millrace.scaler.simulate.contend.Scaled;
import dev.millrace.scaler.simulate.contend.ScaledObjects;
import dev.millrace.scaler.simulate.contend.TriggerFactory;
import dev.millrace.scaler.simulate.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Wiring: who is compared in a scenario. */
public final class Contenders {
    /** Name of the scaler by delay in results. */
    public static final String DELAY = "delay";

    private static final int KEDA_DEFAULT = 10;

    private final KedaFactory kedas;
    private final TriggerFactory triggers;
    private final ScaledObjectReader reader;

    /** Reads a ScaledObject file. */
    public interface ScaledObjectReader {
        /** Throws {@link IOException} that names file, key and what is wrong. */
        ScaledObject read(Path file) throws IOException;
    }

    public Contenders(KedaFactory kedas, TriggerFactory triggers, ScaledObjectReader reader) {
        this.kedas = kedas;
        this.triggers = triggers;
        this.reader = reader;
    }

    /** KEDA, the HPA, the triggers and files as they are. */
    public static Contenders real() {
        return new Contenders(KedaHpa::new, new KedaTriggers(), ScaledObjectYaml::read);
    }

    /**
     * Fixed numbers, the stock trigger with its thresholds, the scaler by delay, the same ahead of what it learns where the scenario
     * asks for it, and perfect knowledge, in this order.
     *
     * @param scaledObject for the scaler by delay instead of the scenario's own; null for that
     */
    public List<Contender> of(Scenario scenario, @Nullable Path scaledObject) throws IOException {
        List<Contender> contenders = new ArrayList<>();
        for (int replicas : scenario.scaling().fixed()) {
            contenders.add(new FixedReplicas(replicas));
        }
        for (int threshold : thresholds(scenario)) {
            ScaledObject stock = ScaledObjects.stock(scenario, threshold);
            contenders.add(new Scaled("kafka lag " + threshold, stock, kedas, triggers));
        }
        String named = scenario.scaling().scaledObject();
        Path file = scaledObject != null ? scaledObject : named == null ? null : Path.of(named);
        ScaledObject delay = file == null ? ScaledObjects.delay(scenario) : reader.read(file);
        contenders.add(new Scaled(DELAY, delay, kedas, triggers));
        Prediction predict = scenario.scaling().predict();
        if (predict != null) {
            String name = DELAY + ", " + predict.name().toLowerCase(Locale.ROOT);
            contenders.add(new Scaled(name, ScaledObjects.predicting(scenario, predict), kedas, triggers));
        }
        contenders.add(new PerfectKnowledge());
        return contenders;
    }

    /** Whoever sets the threshold with the SLO in mind takes what a worker answers within it. */
    private static List<Integer> thresholds(Scenario scenario) {
        if (!scenario.scaling().lagThresholds().isEmpty()) {
            return scenario.scaling().lagThresholds();
        }
        double within = scenario.workers().recordsPerSecond() * scenario.sloSeconds();
        int tuned = (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.round(within)));
        return tuned == KEDA_DEFAULT ? List.of(KEDA_DEFAULT) : List.of(KEDA_DEFAULT, tuned);
    }
}
