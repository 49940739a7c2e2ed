package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.local.demo.DemoPlatform;
import dev.millrace.local.demo.ProgressListener;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.training.TrainingData;
import dev.millrace.local.training.TrainingJobs;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;

/** The platform of this process, as the demo sees it. */
public final class LocalDemoPlatform implements DemoPlatform {
    private final Platform platform;

    public LocalDemoPlatform(Platform platform) {
        this.platform = platform;
    }

    @Override
    public KafkaClients kafka() {
        return platform.kafka();
    }

    @Override
    public String train(String model, ProgressListener progress) throws Exception {
        TrainingJobs jobs = Training.jobs(platform.kafka(), platform.data());
        TrainingData history = TrainingData.ofTopics(platform.kafka(), Clocks.wall());
        TrainingJobs.Trained trained = jobs.train(
                model, history, (step, of, note) -> progress.onProgress((double) step / Math.max(of, 1), note));
        return jobs.publish(trained, ModelEntry.Stage.LIVE).version();
    }

    @Override
    public double readySeconds() {
        return platform.readySeconds();
    }

    @Override
    public long peakRssMb() {
        return platform.peakRssMb();
    }

    @Override
    public int restarts() {
        return platform.restarts();
    }
}
