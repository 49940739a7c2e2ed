package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.training.recommend.PlantedCatalogue;
import dev.millrace.load.run.LoadPlatform;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.local.training.TrainingData;
import dev.millrace.local.training.TrainingJobs;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A platform that a load scenario has for itself. */
final class LocalLoadPlatform implements LoadPlatform {
    /** As a trained recommender has them. */
    private static final int DIMENSION = 64;

    private static final int HISTORY = 50;

    private final Platform platform;
    private final Path folder;

    LocalLoadPlatform(Platform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    @Override
    public KafkaClients kafka() {
        return platform.kafka();
    }

    @Override
    public Map<String, Long> pids() {
        return platform.pids();
    }

    @Override
    public void kill(String process) {
        platform.kill(process);
    }

    @Override
    public void scale(String model, int workers) throws Exception {
        platform.scale(model, workers);
    }

    @Override
    public Map<String, Integer> workers() {
        var workers = new TreeMap<String, Integer>();
        PlatformOptions.MODELS.forEach(model -> workers.put(model, platform.workers(model)));
        return workers;
    }

    @Override
    public void trainAnomalyModel() throws Exception {
        TrainingJobs jobs = Training.jobs(platform.kafka(), platform.data());
        TrainingData history = TrainingData.ofTopics(platform.kafka(), Clocks.wall());
        jobs.publish(jobs.train(TrainingJobs.SENSOR_ANOMALY, history, (step, of, note) -> {}), ModelEntry.Stage.LIVE);
    }

    @Override
    public void publishPlantedRecommender(List<String> items, int groups, long seed) throws Exception {
        TrainingJobs jobs = Training.jobs(platform.kafka(), platform.data());
        var planted = new PlantedCatalogue(items, groups, DIMENSION, HISTORY, seed);
        jobs.publish(
                new TrainingJobs.Trained(
                        TrainingJobs.RECOMMENDER,
                        planted.onnx(),
                        "planted: " + items.size() + " items in " + groups + " groups",
                        Map.of("items", (double) items.size())),
                ModelEntry.Stage.LIVE);
    }

    @Override
    public void close() throws Exception {
        try {
            platform.close();
        } finally {
            Trees.delete(folder);
        }
    }
}
