package dev.millrace.inference.onnx.bench;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.BenchModels;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * What an execution provider makes of batches of 1 to 512, in single and half precision, and what a hundred model swaps leave
 * behind. From the project's root, with {@code -Dgpu} for CUDA:
 *
 * <pre>{@code
 * mvn -q -Dgpu -Dmillrace.quick -DskipTests -pl inference-workers/onnx -am install
 * mvn -q -Dgpu -pl inference-workers/onnx exec:exec@bench -Dbench.args="--provider cuda"
 * }</pre>
 */
public final class ProviderBench {
    private final BenchOptions options;
    private final OnnxSessionFactory factory;
    private final Path folder;
    private final PrintStream out;

    ProviderBench(BenchOptions options, OnnxSessionFactory factory, Path folder, PrintStream out) {
        this.options = options;
        this.factory = factory;
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        BenchOptions options = BenchOptions.parse(arguments);
        Path folder = Files.createTempDirectory("millrace-bench");
        try {
            new ProviderBench(options, OnnxSessionFactory.load(null, System.getenv()), folder, System.out).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    void run() throws Exception {
        out.printf("asked for %s%n", options.provider().text());
        out.printf(
                "%-24s %-5s %-9s %6s %9s %11s %11s %11s %12s%n",
                "model", "type", "provider", "batch", "runs", "mean us", "p50 us", "p99 us", "rows/s");
        for (boolean half : new boolean[] {false, true}) {
            table("mlp 784-32-32-32-10", half, mlp(half));
        }
        for (boolean half : new boolean[] {false, true}) {
            table("encoder " + options.items() + " items", half, encoder(half));
        }
        swaps(encoder(false));
    }

    private Path mlp(boolean half) throws IOException {
        return Files.write(folder.resolve("mlp-" + half), BenchModels.mlp(half, new Random(1)));
    }

    private Path encoder(boolean half) throws IOException {
        Path file = folder.resolve("encoder-" + half);
        return Files.exists(file)
                ? file
                : Files.write(
                        file,
                        BenchModels.encoder(
                                options.items(),
                                BenchOptions.HISTORY,
                                BenchOptions.DIMENSION,
                                BenchOptions.K,
                                half,
                                new Random(2)));
    }

    private void table(String model, boolean half, Path file) throws Exception {
        try (var session = factory.open(file, settings())) {
            for (int batch : options.batches()) {
                Timings timings = Timings.of(bind(session, batch), options.millis());
                out.printf(
                        "%-24s %-5s %-9s %6d %9d %11.1f %11.1f %11.1f %12.0f%n",
                        model,
                        half ? "fp16" : "fp32",
                        session.provider().text(),
                        batch,
                        timings.sorted().length,
                        timings.meanMicros(),
                        timings.micros(.5),
                        timings.micros(.99),
                        batch * 1e6 / timings.meanMicros());
            }
        }
    }

    private SessionOptions settings() {
        return SessionOptions.defaults().withProvider(options.provider());
    }

    private static BoundRun bind(InferenceSession session, int batch) throws Exception {
        if (session.inputs().get(0).name().equals("x")) {
            BoundRun run = session.bind(List.of(Shape.floats("x", batch, 784)), List.of(Shape.floats("y", batch, 10)));
            for (int i = 0; i < run.floats("x").capacity(); i++) {
                run.floats("x").put(i, i % 7);
            }
            return run;
        }
        BoundRun run = session.bind(
                List.of(Shape.longs("history", batch, BenchOptions.HISTORY)),
                List.of(
                        Shape.floats("scores", batch, BenchOptions.K),
                        Shape.longs("positions", batch, BenchOptions.K)));
        for (int i = 0; i < run.longs("history").capacity(); i++) {
            run.longs("history").put(i, i % 997);
        }
        return run;
    }

    /** A new session runs before the old one closes, as a worker swaps its model. */
    private void swaps(Path model) throws Exception {
        InferenceSession serving = factory.open(model, settings());
        try {
            for (int swap = 0; swap <= options.swaps(); swap++) {
                InferenceSession next = factory.open(model, settings());
                serving.close();
                serving = next;
                bind(serving, 32).run();
                if (swap % 10 == 0) {
                    out.printf("after %3d swaps: %d MB in use%n", swap, DeviceMemory.megabytes(serving.provider(), 0));
                }
            }
        } finally {
            serving.close();
        }
    }
}
