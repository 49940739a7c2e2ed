package dev.millrace.microbench;

import dev.millrace.load.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * JVM after JVM, each a repetition: the compilers decide otherwise in each, so that turns within one say less than they seem to. Two
 * sides are forked together, warm up together and then take turns, so that whatever else the machine does meets both; within
 * a pair and from pair to pair the first becomes the second (ABBA).
 */
final class CostForks {
    private final CostArguments arguments;
    private final CostLab lab;
    private final Path folder;

    CostForks(CostArguments arguments, CostLab lab) {
        this.arguments = arguments;
        this.lab = lab;
        this.folder = lab.lab().folder("forks");
    }

    /** For each side its forks in order; {@code each} sees the forks of one repetition as soon as they are done. */
    List<List<RunResult>> run(List<CostSide> sides, Consumer<List<RunResult>> each) throws Exception {
        Files.createDirectories(folder);
        Path model = Files.write(folder.resolve("model.onnx"), lab.model());
        List<String> shared = List.of(
                "flow=" + arguments.flow().title(),
                "bootstrap=" + lab.lab().kafka().bootstrap(),
                "broker=" + lab.lab().broker().pid(),
                "events=" + arguments.events(),
                "model=" + model);
        List<List<RunResult>> results = new ArrayList<>();
        sides.forEach(side -> results.add(new ArrayList<>()));
        for (int repetition = 0; repetition < arguments.repeat(); repetition++) {
            List<RunResult> done = together(sides, shared, repetition);
            for (int side = 0; side < sides.size(); side++) {
                results.get(side).add(done.get(side));
            }
            each.accept(done);
        }
        return results;
    }

    private List<RunResult> together(List<CostSide> sides, List<String> shared, int repetition) throws Exception {
        List<CostForkHandle> forks = new ArrayList<>();
        try {
            for (int side = 0; side < sides.size(); side++) {
                forks.add(CostForkHandle.start(
                        sides.get(side), arguments.jit(), shared, folder.resolve("fork-" + repetition + "-" + side)));
            }
            for (CostForkHandle fork : forks) {
                for (int turn = 0; turn < arguments.warmUp(); turn++) {
                    fork.ask(CostFork.WARM_UP);
                }
            }
            for (CostForkHandle fork : forks) {
                for (int turn = 0; turn < arguments.warmUp(); turn++) {
                    fork.await();
                }
            }
            for (int turn = 0; turn < arguments.turns(); turn++) {
                for (int i = 0; i < forks.size(); i++) {
                    CostForkHandle fork = forks.get((i + turn + repetition) % forks.size());
                    fork.ask(CostFork.MEASURED);
                    fork.await();
                }
            }
            List<RunResult> results = new ArrayList<>();
            for (CostForkHandle fork : forks) {
                results.add(fork.result());
            }
            return results;
        } finally {
            forks.forEach(CostForkHandle::close);
        }
    }
}
