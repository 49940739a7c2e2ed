package dev.millrace.local.training;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.registry.RegistryException;
import dev.millrace.inference.training.TrainingProgress;
import dev.millrace.inference.training.anomaly.AnomalyModel;
import dev.millrace.inference.training.anomaly.AnomalyOnnx;
import dev.millrace.inference.training.anomaly.AnomalyTrainer;
import dev.millrace.inference.training.anomaly.AnomalyTrainerConfig;
import dev.millrace.inference.training.anomaly.WindowHistory;
import dev.millrace.inference.training.recommend.Interaction;
import dev.millrace.inference.training.recommend.RecommenderOnnx;
import dev.millrace.inference.training.recommend.RecommenderTrainer;
import dev.millrace.inference.training.recommend.SessionEncoder;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trains a model on given data and publishes it. */
public final class TrainingJobs {
    public static final String SENSOR_ANOMALY = "sensor-anomaly";
    public static final String RECOMMENDER = "recommender";

    private final ModelRegistry registry;
    private final RecommenderTrainer recommenderTrainer;

    public TrainingJobs(ModelRegistry registry, RecommenderTrainer recommenderTrainer) {
        this.registry = registry;
        this.recommenderTrainer = recommenderTrainer;
    }

    /** A trained model, not yet published. */
    public record Trained(String name, byte[] onnx, String description, Map<String, Double> metrics) {}

    /** Throws {@link IllegalArgumentException} for a model that nobody here can train. */
    public Trained train(String model, TrainingData data, TrainingProgress progress) {
        return switch (model) {
            case SENSOR_ANOMALY -> trainAnomaly(data, progress);
            case RECOMMENDER -> trainRecommender(data, progress);
            default ->
                throw new IllegalArgumentException("there is no trainer for '" + model + "': choose " + SENSOR_ANOMALY
                        + " or " + RECOMMENDER + ", or publish an ONNX file of your own with model publish");
        };
    }

    public ModelEntry publish(Trained trained, ModelEntry.Stage stage) throws RegistryException {
        return registry.publish(
                new Publication(trained.name(), stage, trained.description(), trained.metrics()), trained.onnx());
    }

    private static Trained trainAnomaly(TrainingData data, TrainingProgress progress) {
        var history = new WindowHistory(WindowConfig.defaults());
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        data.sensorReadings(reading -> history.onReading(reading).forEach(trainer::add));
        AnomalyModel model = trainer.train(progress);
        return new Trained(
                SENSOR_ANOMALY,
                AnomalyOnnx.export(model),
                "PCA autoencoder over windows of " + history.sensors() + " sensors",
                Map.of("windows", (double) trainer.windows(), "sensors", (double) history.sensors()));
    }

    private Trained trainRecommender(TrainingData data, TrainingProgress progress) {
        List<Interaction> interactions = new ArrayList<>();
        data.userEvents(event -> {
            if (event.isInteraction()) {
                interactions.add(Interaction.of(event));
            }
        });
        SessionEncoder model = recommenderTrainer.train(interactions, progress);
        return new Trained(
                RECOMMENDER,
                RecommenderOnnx.export(model),
                "session encoder over " + interactions.size() + " interactions",
                Map.of(
                        "interactions", (double) interactions.size(),
                        "items", (double) model.items().size()));
    }
}
