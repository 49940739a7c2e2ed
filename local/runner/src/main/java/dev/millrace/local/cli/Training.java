package dev.millrace.local.cli;

import dev.millrace.features.views.FeatureViews;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.training.recommend.SessionEncoderConfig;
import dev.millrace.inference.training.recommend.SessionEncoderTrainer;
import dev.millrace.inference.worker.ModelContract;
import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.LocalViews;
import dev.millrace.local.training.TrainingJobs;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The wiring of training and publication. */
final class Training {
    private Training() {}

    /** A registry to publish to: every file passes the check that workers make. */
    static ModelRegistry registry(KafkaClients kafka, DataDir data, FileArtifactStore store) throws IOException {
        var runtime = OnnxSessionFactory.load(data.natives(), System.getenv());
        return new ModelRegistry(kafka, store, new ModelContract(runtime, () -> views(data)), Clocks.wall());
    }

    private static FeatureViews views(DataDir data) {
        try {
            return LocalViews.of(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A registry to read. */
    static ModelRegistry reader(KafkaClients kafka, DataDir data) {
        return new ModelRegistry(kafka, new FileArtifactStore(data.models()), ModelCheck.none(), Clocks.wall());
    }

    static TrainingJobs jobs(KafkaClients kafka, DataDir data) throws IOException {
        return jobs(kafka, data, new FileArtifactStore(data.models()));
    }

    static TrainingJobs jobs(KafkaClients kafka, DataDir data, FileArtifactStore store) throws IOException {
        return new TrainingJobs(
                registry(kafka, data, store),
                new SessionEncoderTrainer(SessionEncoderConfig.defaults(), Clocks.wall()));
    }
}
