package dev.millrace.load.report;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Check;
import dev.millrace.load.result.Distribution;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Mark;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.result.Series;
import dev.millrace.load.result.SideBySide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A run that never was: three minutes, a fault and two scalings, as many repetitions as asked; the same for the same seed. */
public final class SampleRun {
    private static final int WARM_UP = 20;
    private static final int MEASURED = 180;

    private final SplittableRandom random;
    private final int runs;
    private final double decode;

    private SampleRun(long seed, int runs, double decode) {
        this.random = new SplittableRandom(seed);
        this.runs = runs;
        this.decode = decode;
    }

    public static RunResult of(long seed, int runs) {
        return of(seed, runs, 1);
    }

    /**
     * A run whose decoding costs more.
     *
     * @param decode CPU of decoding, as a multiple of the usual
     */
    public static RunResult of(long seed, int runs, double decode) {
        return new SampleRun(seed, runs, decode).make();
    }

    private RunResult make() {
        List<Metric> metrics = List.of(
                metric("sensor.latency.p50", "ms", Better.LOWER, null, 6.1),
                metric("sensor.latency.p99", "ms", Better.LOWER, null, 31),
                metric("sensor.rate", "events/s", Better.HIGHER, null, 19_980),
                new Metric(
                        "sensor.lost",
                        "events",
                        Better.LOWER,
                        null,
                        IntStream.range(0, runs).mapToObj(i -> 0.0).toList()),
                metric("user.latency.p50", "ms", Better.LOWER, null, 9.4),
                metric("user.latency.p99", "ms", Better.LOWER, null, 48),
                metric("cpu.decode", "µs/event", Better.LOWER, "decode", 1.9 * decode),
                metric("cpu.window", "µs/event", Better.LOWER, "window", 3.1),
                metric("cpu.infer", "µs/event", Better.LOWER, "infer", 2.4),
                metric("cpu.encode", "µs/event", Better.LOWER, "encode", 1.2),
                metric("cost.per-million", "€", Better.LOWER, null, .0214));
        List<Series> series = new ArrayList<>();
        List<Distribution> distributions = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            curves(series, run);
            distributions.add(distribution("sensor", run, 6));
            distributions.add(distribution("user", run, 9));
            marks.add(new Mark(run, 60 + random.nextDouble(), "kill worker-recommender"));
            marks.add(new Mark(run, 64 + random.nextDouble(), "recommender: 3 workers"));
            marks.add(new Mark(run, 120 + random.nextDouble(), "recommender: 2 workers"));
        }
        series.add(new Series(
                "capacity", "workers", "events/s", 1, List.of(1.0, 2.0, 4.0), List.of(9_800.0, 19_200.0, 31_000.0)));
        Map<String, String> setup = new LinkedHashMap<>();
        setup.put("sensor rate", "20,000 events/s, Poisson, 1,000 sensors");
        setup.put("user rate", "500 events/s, 100,000 users, Zipf 1.1");
        setup.put("wire form", "json");
        setup.put("workers", "2 anomaly, 2 recommender");
        setup.put("prices", "0.04 € per core hour, 0.005 € per GiB hour");
        return new RunResult(
                "one-worker-dies",
                "Does a worker that dies at full load cost results, and how long do they wait?",
                "./millrace load run one-worker-dies --runs " + runs + " --report reports/one-worker-dies",
                new Environment(
                        "AMD EPYC 7B13",
                        2,
                        24_576,
                        "Linux 6.1.0",
                        "17.0.16",
                        "4f2c1d9+changes",
                        "2026-11-21T22:38:55Z",
                        .21,
                        Map.of("kafka", "4.3.1", "onnxruntime", "1.28.0")),
                setup,
                metrics,
                distributions,
                series,
                marks,
                List.of(
                        new Check("sensor.lost at most 0 events", "0", true),
                        new Check("sensor.latency.p99 at most 40 ms", "31.2 ms (29.8 to 33.0)", true),
                        new Check("user.latency.p99 at most 45 ms", "48.3 ms (46.1 to 50.2)", false)),
                List.of(new SideBySide("p95 with one replica", "over 600 ms", "41.0 ms", "they call over HTTP")),
                List.of(
                        "Energy is computed from CPU seconds and 11 W per core: the machine has no meter.",
                        "The first 20 s of each repetition are warm-up and count nowhere."));
    }

    private Metric metric(String name, String unit, Better better, @Nullable String stage, double typical) {
        List<Double> samples = IntStream.range(0, runs)
                .mapToObj(i -> typical * Math.exp(.02 * random.nextGaussian()))
                .toList();
        return new Metric(name, unit, better, stage, samples);
    }

    private void curves(List<Series> all, int run) {
        all.add(curve("latency", "sensor p50", "ms", run, t -> 6 * noise(.08) + after(t, 60, 4, 20)));
        all.add(curve("latency", "sensor p99", "ms", run, t -> 28 * noise(.2) + after(t, 60, 6, 300)));
        all.add(curve("latency", "user p50", "ms", run, t -> 9 * noise(.08)));
        all.add(curve("latency", "user p99", "ms", run, t -> 45 * noise(.2) + after(t, 60, 8, 900)));
        all.add(curve("throughput", "sent", "events/s", run, t -> 20_000 * noise(.004)));
        all.add(curve("throughput", "results", "events/s", run, t -> 20_000 * noise(.01) - after(t, 60, 2, 9_000)));
        all.add(curve("lag", "sensors", "s", run, t -> .02 * noise(.3) + after(t, 60, 5, 1.2)));
        all.add(curve("replicas", "recommender", "workers", run, t -> t < 60 ? 2 : t < 64 ? 1 : t < 120 ? 3 : 2));
        all.add(curve("cpu", "worker-anomaly", "cores", run, t -> .42 * noise(.05)));
        all.add(curve("cpu", "worker-recommender", "cores", run, t -> .31 * noise(.05)));
        all.add(curve("cpu", "streams", "cores", run, t -> .55 * noise(.05)));
        all.add(curve("cpu", "broker", "cores", run, t -> .22 * noise(.05)));
        all.add(curve("memory", "worker-anomaly", "MiB", run, t -> 310 + .1 * t + 20 * ((t + 40) % 25) / 25));
        all.add(curve("memory", "broker", "MiB", run, t -> 520 * noise(.01)));
        all.add(curve("cost", "whole", "€/h", run, t -> .09 * noise(.01)));
        all.add(curve("energy", "whole", "W", run, t -> 16.5 * noise(.04)));
    }

    private static double after(double t, double begin, double fade, double height) {
        return t < begin ? 0 : height * Math.exp((begin - t) / fade);
    }

    private double noise(double deviation) {
        return Math.exp(deviation * random.nextGaussian());
    }

    private static Series curve(String plot, String name, String unit, int run, DoubleUnaryOperator value) {
        List<Double> seconds = new ArrayList<>();
        List<@Nullable Double> values = new ArrayList<>();
        for (int t = -WARM_UP; t < MEASURED; t++) {
            seconds.add((double) t);
            values.add(t == 100 ? null : Math.max(0, value.applyAsDouble(t)));
        }
        return new Series(plot, name, unit, run, seconds, values);
    }

    private Distribution distribution(String name, int run, double typical) {
        List<Double> percentiles = List.of(1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 99.999, 100.0);
        double tail = .5 * noise(.1);
        List<Double> values = percentiles.stream()
                .map(p -> typical * (.6 + tail * Math.pow(-Math.log10(1.0000003 - p / 100), 1.7)))
                .toList();
        return new Distribution(name, "ms", run, 3_600_000, percentiles, values);
    }
}
