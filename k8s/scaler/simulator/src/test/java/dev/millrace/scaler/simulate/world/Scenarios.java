package dev.millrace.scaler.simulate.world;

import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Scenarios and flows for tests, in few words. */
public final class Scenarios {
    private Scenarios() {}

    /** A scenario of {@code seconds} with an SLO of 2 s and up to 20 workers; {@code more} are lines of YAML, workers among them. */
    public static Scenario of(int seconds, int partitions, String... more) {
        String text =
                """
                name: test
                duration: %ds
                slo: 2s
                partitions: {count: %d}
                arrivals: {shape: constant, rate: 100, spacing: even}
                scaling: {min: 0, max: 20}
                """
                        .formatted(seconds, partitions);
        return read(text + String.join("\n", more));
    }

    public static Scenario read(String text) {
        try {
            return ScenarioYaml.read(text, "test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scenario's partitions with shares of a smooth flow: {@code rate} by the second at a step's begin. */
    public static Flow flow(Scenario scenario, IntToDoubleFunction rate) {
        double step = scenario.stepSeconds();
        double[] total = new double[scenario.steps() + 1];
        for (int i = 1; i < total.length; i++) {
            total[i] = total[i - 1] + step * rate.applyAsDouble((int) Math.floor((i - 1) * step + 1e-9));
        }
        return Flow.shared(step, total, scenario.partitions().weights());
    }

    /** Rates for so many seconds each, then none. */
    public static IntToDoubleFunction each(int seconds, double... rates) {
        double[] copy = Arrays.copyOf(rates, rates.length + 1);
        return second -> copy[Math.min(rates.length, second / seconds)];
    }

    /** Steps until the end with what was ordered. */
    public static Measured end(World world) {
        until(world, Double.POSITIVE_INFINITY);
        return world.finish();
    }

    /** Steps until {@code second}. */
    public static void until(World world, double second) {
        while (!world.isOver() && world.seconds() < second - 1e-9) {
            world.advance();
        }
    }
}
