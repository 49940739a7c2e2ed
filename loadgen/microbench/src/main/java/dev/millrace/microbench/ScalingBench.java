package dev.millrace.microbench;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WorkerReport;
import dev.millrace.embedded.FreePorts;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.load.arrival.Spacing;
import dev.millrace.load.arrival.StepRates;
import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformListener;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.local.platform.Sizing;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Real worker processes from zero, over a step of ten times the rate, and back to zero, scaled by the external scaler under
 * exactly-once; the same with workers that are started at the begin and at the step, as one who knows would; and the simulator on
 * the same arrivals, with the rate and start-up time that were seen.
 *
 * <p>Arguments: requests per second before the step (25), seconds of each of the two rates (75), SLO in seconds (2), runs of each
 * kind (1). The model takes 20 ms for a batch of up to four. Results wait a tenth of a second for company, which an SLO of seconds
 * allows: a transaction for every batch would be what two processors are busy with.
 */
public final class ScalingBench {
    static final String MODEL = "slow";
    private static final String BYSTANDER = "recommender";
    static final int PARTITIONS = 4;
    static final int COOLDOWN_SECONDS = 20;
    private static final Duration BATCH = Duration.ofMillis(20);
    private static final int BATCH_MAX = 4;
    private static final int STEP = 10;
    private static final String GROUPED = "100ms";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration POLL = Duration.ofMillis(50);

    private final double rate;
    private final Duration each;
    private final double slo;
    private final int runs;
    private volatile boolean archived;

    private ScalingBench(double rate, Duration each, double slo, int runs) {
        this.rate = rate;
        this.each = each;
        this.slo = slo;
        this.runs = runs;
    }

    public static void main(String[] args) throws Exception {
        new ScalingBench(
                        args.length > 0 ? Double.parseDouble(args[0]) : 25,
                        Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 75),
                        args.length > 2 ? Double.parseDouble(args[2]) : 2,
                        args.length > 3 ? Integer.parseInt(args[3]) : 1)
                .run();
    }

    private void run() throws Exception {
        Path warmed = Files.createTempDirectory("millrace-bench");
        try {
            warm(warmed);
            var pairs = new ArrayList<ScalingPair>();
            for (int run = 0; run < runs; run++) {
                boolean first = run % 2 == 0; // what else the machine does shall meet both
                ScalingReport one = once(warmed, first);
                ScalingReport other = once(warmed, !first);
                var pair = new ScalingPair(first ? one : other, first ? other : one);
                pair.tell();
                new ScalingTwin(scaledObject(MODEL), arrivals(), each, pair.scaled(), slo).tell();
                pairs.add(pair);
            }
            ScalingPair.tellAll(pairs);
        } finally {
            Trees.delete(warmed);
        }
    }

    /** A first start records the classes that every later one finds archived: those of a worker of this model among them. */
    private void warm(Path folder) throws Exception {
        try (var server = new SlowModelServer(BATCH);
                Platform platform = Platform.start(options(folder, MODEL), Installation.current(), listener())) {
            publish(platform, folder, server.descriptor());
            try (var traffic = new ScalingTraffic(platform.kafka(), MODEL, new long[] {0})) {
                traffic.send();
                await("the first request is not answered", traffic::done);
            }
            await("classes are not archived", () -> archived);
        }
    }

    /**
     * Scaled, or with workers that are started and stopped at the times of the plan: perfect knowledge of the moment. The scaler then
     * looks after another model, for what it uses of the processors shall be the same.
     */
    private ScalingReport once(Path warmed, boolean scaled) throws Exception {
        Path folder = Files.createTempDirectory("millrace-bench");
        Trees.copy(new DataDir(warmed).archives(), new DataDir(folder).archives());
        try (var server = new SlowModelServer(BATCH);
                Platform platform = Platform.start(
                        options(folder, scaled ? MODEL : BYSTANDER), Installation.current(), listener())) {
            publish(platform, folder, server.descriptor());
            if (!scaled) {
                platform.scale(MODEL, 0);
            }
            await("workers are not gone", () -> platform.workers(MODEL) == 0);
            long[] due = ScalingTraffic.due(arrivals().curve(each.multipliedBy(3)), 2. * each.toSeconds());
            try (var traffic = new ScalingTraffic(platform.kafka(), MODEL, due);
                    var watch = WorkerWatch.start(platform, MODEL);
                    var plan = scaled ? null : planned(platform)) {
                watch.begin();
                traffic.send();
                await("requests are not answered", traffic::done);
                if (plan != null) {
                    plan.close();
                    platform.scale(MODEL, 0);
                }
                await("workers are not gone", () -> platform.workers(MODEL) == 0);
                watch.end();
                tellReasons(platform);
                return new ScalingReport(traffic, watch, rate, rate * STEP, each, slo, rateOfOne(platform.kafka()));
            }
        } finally {
            Trees.delete(folder);
        }
    }

    /** What the scaler says of its decisions. */
    private static void tellReasons(Platform platform) throws IOException {
        try (Stream<String> lines = Files.lines(platform.data().logs().resolve("scaler.log"))) {
            lines.filter(line -> line.contains(" replicas: ")).forEach(line -> Console.line("  " + line));
        }
    }

    private static void await(String trouble, BooleanSupplier condition) throws Exception {
        var waiting = new Waiting(PATIENCE, POLL, trouble);
        while (!condition.getAsBoolean()) {
            waiting.once();
        }
    }

    /** One worker at the first request, all of them at the step. */
    private AgentRunner planned(Platform platform) {
        LongSupplier nanos = Clocks.nanos();
        long begin = nanos.getAsLong();
        return AgentRunner.start(
                "plan",
                () -> {
                    int wanted = nanos.getAsLong() - begin < each.toNanos() ? 1 : PARTITIONS;
                    if (platform.workers(MODEL) < wanted) {
                        platform.scale(MODEL, wanted);
                    }
                    LockSupport.parkNanos(POLL.toNanos());
                    return 0;
                },
                failure -> Console.line("TROUBLE the plan failed: " + failure));
    }

    /** Requests per second of a worker whose batches are full, from what the workers report of the time of a batch. */
    private static double rateOfOne(KafkaClients kafka) {
        var last = new HashMap<String, WorkerReport>();
        try (var reports = new TopicReader(kafka, Topics.WORKER_REPORTS, found -> {
            try {
                WorkerReport report = WorkerReport.CODEC.decode(found.value());
                if (report.model().equals(MODEL)) {
                    last.put(report.process(), report);
                }
            } catch (InvalidRecordException e) {
                throw new IllegalStateException(e);
            }
        })) {
            reports.readToEnd();
        }
        double batches = last.values().stream().mapToLong(WorkerReport::batches).sum();
        double seconds =
                last.values().stream().mapToDouble(WorkerReport::busySeconds).sum();
        return BATCH_MAX * batches / seconds;
    }

    private StepRates arrivals() {
        return new StepRates(List.of(rate, rate * STEP, 0.), each, Spacing.EVEN);
    }

    private PlatformOptions options(Path folder, String ruled) throws IOException {
        Sizing laptop = Sizing.laptop();
        var sizing = new Sizing(
                false,
                PARTITIONS,
                Map.of(),
                laptop.heapMb(),
                laptop.cores(),
                Map.of(
                        "worker-" + MODEL,
                        Map.of(
                                "batch.max",
                                Integer.toString(BATCH_MAX),
                                "transaction.interval",
                                GROUPED,
                                "send.linger",
                                GROUPED)),
                laptop.clients(),
                List.of(ScaledObjectYaml.parse(scaledObject(ruled))));
        return new PlatformOptions(
                folder,
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                List.of(MODEL),
                PlatformOptions.EXACTLY_ONCE,
                null,
                sizing);
    }

    /** As k8s/base/scaling has it, with a cool-down that a benchmark can wait for. */
    private String scaledObject(String model) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s}
                spec:
                  scaleTargetRef: {name: worker-%s}
                  pollingInterval: 5
                  cooldownPeriod: %d
                  minReplicaCount: %d
                  maxReplicaCount: %d
                  advanced:
                    horizontalPodAutoscalerConfig:
                      behavior:
                        scaleUp: {stabilizationWindowSeconds: 0, tolerance: 0, policies: [{type: Pods, value: 100, periodSeconds: 15}]}
                        scaleDown: {stabilizationWindowSeconds: 30, tolerance: 0, policies: [{type: Percent, value: 100, periodSeconds: 15}]}
                  triggers:
                    - type: external-push
                      metadata: {scalerAddress: "local:6000", model: %s, sloSeconds: "%s", ratePerWorker: "150", startupSeconds: "2"}
                """
                .formatted(model, model, COOLDOWN_SECONDS, model.equals(MODEL) ? 0 : 1, PARTITIONS, model, slo);
    }

    private static void publish(Platform platform, Path folder, byte[] descriptor) throws Exception {
        new ModelRegistry(
                        platform.kafka(),
                        new FileArtifactStore(folder.resolve("models")),
                        ModelCheck.none(),
                        Clocks.wall())
                .publish(Publication.live(MODEL), descriptor);
    }

    private PlatformListener listener() {
        return new PlatformListener() {
            @Override
            public void progress(String message) {
                archived = archived || message.contains("archived");
                Console.line("  " + message);
            }

            @Override
            public void trouble(String message) {
                Console.line("  TROUBLE " + message);
            }
        };
    }
}
