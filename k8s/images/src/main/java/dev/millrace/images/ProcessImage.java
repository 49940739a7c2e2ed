package dev.millrace.images;

import java.util.List;

/**
 * A process, and where its image comes from.
 *
 * @param name of the image, as the manifests have it after {@code millrace/}
 * @param module folder of the Maven module, from the root of the repository
 * @param mainClass what its container runs
 */
public record ProcessImage(String name, String module, String mainClass) {
    /** Runs on Flink's own image: Flink's scripts start it. */
    static final String FLINK = "flink";
    /** Carries ONNX Runtime with CUDA, and wants a base that has CUDA's libraries. */
    static final String WORKER_GPU = "worker-gpu";

    /** The command line: a job names the command as its arguments. */
    static final String CLI = "cli";

    private static final List<ProcessImage> ALL = List.of(
            of("worker", "inference-workers/worker", "inference.worker.WorkerMain"),
            of(WORKER_GPU, "inference-workers/worker", "inference.worker.WorkerMain"),
            of("streams", "streams-app/kafka-streams", "streams.kafka.StreamsMain"),
            of(FLINK, "streams-app/flink", "streams.flink.ClusterJob"),
            of("materializer", "feature-store/materializer", "features.materializer.MaterializerMain"),
            of("feature-server", "feature-store/serving", "features.serving.FeatureServerMain"),
            of("scaler", "k8s/scaler/server", "scaler.server.ScalerMain"),
            of("observer", "ingest/observer", "observer.ObserverMain"),
            // The command line, for jobs: model prepare, train, evaluate, publish.
            of(CLI, "local/runner", "local.cli.Millrace"));

    /** Every process that has an image; a new one, such as the gateway, is a line here. */
    public static List<ProcessImage> all() {
        return ALL;
    }

    /** Throws {@link IllegalArgumentException} for a name that no image has. */
    public static ProcessImage named(String name) {
        return ALL.stream()
                .filter(image -> image.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no image '" + name + "', only "
                        + ALL.stream().map(ProcessImage::name).toList()));
    }

    private static ProcessImage of(String name, String module, String mainClass) {
        return new ProcessImage(name, module, "dev.millrace." + mainClass);
    }

    boolean isFlink() {
        return name.equals(FLINK);
    }

    boolean isGpu() {
        return name.equals(WORKER_GPU);
    }

    /** What its JVM is told besides. */
    List<String> options() {
        return name.equals(CLI)
                ? List.of("-Djdk.console=java.base", "-Dlogback.configurationFile=millrace-cli-logback.xml")
                : List.of();
    }
}
