package dev.millrace.microbench;

import dev.millrace.load.compare.Comparison;
import dev.millrace.load.compare.ComparisonText;
import dev.millrace.load.compare.Pairing;
import dev.millrace.load.report.Numbers;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.run.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What each stage of a flow costs, in µs of processor time per input event: the bare way through Kafka, and what decoding, state,
 * request, model, publication and transactions add. One process does all stages in one thread on real topics, so that a regression
 * has an address; what the platform's processes cost beside this is their engines.
 *
 * <p>Each repetition is a JVM of its own ({@link CostFork}): turns of three passes, the first of them to warm up. With {@code
 * against} there are two sides, this build and another (or this one with a stage slowed on purpose, or the same again), forked
 * in pairs that take turns ({@link CostForks}); their results say so, and are compared by their pairs.
 *
 * <p>Arguments: {@code sensors} or {@code users}; then, in any order, {@code events=N}, {@code repeat=FORKS}, {@code warm-up=TURNS},
 * {@code turns=N}, {@code jit=quick|whole},
 * {@code slow=STAGE:PERCENT}, {@code against=same|slow=STAGE:PERCENT|CHECKOUT}, {@code out=DIR} (writes {@code
 * result.json}, or {@code before} and {@code after}, for {@code load compare}), {@code table=FILE} (writes the table for documents),
 * {@code append=yes}.
 */
public final class CostBench {
    private CostBench() {}

    public static void main(String[] args) throws Exception {
        CostArguments arguments = CostArguments.of(args);
        double loadBefore = Machine.environment(Map.of()).loadBefore();
        List<List<RunResult>> forks;
        try (CostLab lab = CostLab.open(arguments.flow(), arguments.events())) {
            forks = new CostForks(arguments, lab).run(arguments.sides(), CostBench::tell);
        }
        String command = "loadgen/microbench/bench cost " + String.join(" ", args);
        var setup = new LinkedHashMap<>(
                Map.of("warm-up", arguments.warmUp() + " turns", "measured", arguments.turns() + " turns"));
        setup.put("compiler", arguments.jit() == Jit.WHOLE ? "whole" : "quick");
        if (forks.size() == 2) {
            setup.put(Pairing.KEY, UUID.randomUUID().toString());
        }
        List<RunResult> results = new ArrayList<>();
        for (List<RunResult> side : forks) {
            results.add(CostResult.of(side, command, setup, loadBefore));
        }
        RunResult first = results.get(0);
        Console.line(CostTable.of(first).plain());
        if (arguments.table() != null) {
            CostTable.write(first, Path.of(arguments.table()), arguments.append());
        }
        if (results.size() == 1) {
            if (arguments.out() != null) {
                ResultFiles.write(first, Path.of(arguments.out()));
            }
            return;
        }
        if (arguments.out() != null) {
            ResultFiles.write(first, Path.of(arguments.out(), "before"));
            ResultFiles.write(results.get(1), Path.of(arguments.out(), "after"));
        }
        Console.line(ComparisonText.of(Comparison.of(first, results.get(1))));
    }

    /** A line for each fork, the forks of one repetition below one another. */
    private static void tell(List<RunResult> forks) {
        for (RunResult fork : forks) {
            Console.line(fork.metrics().stream()
                    .map(metric -> stage(metric) + " " + Numbers.of(metric.median()))
                    .collect(Collectors.joining(", ")));
        }
    }

    private static String stage(Metric metric) {
        return String.valueOf(metric.stage());
    }
}
