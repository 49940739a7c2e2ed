package dev.millrace.load.run;

import dev.millrace.servicekit.KafkaClients;
import java.util.List;
import java.util.Map;

/** A platform that runs already, somewhere: nothing but its topics can be reached. */
public final class RemotePlatform implements LoadPlatform {
    private final KafkaClients kafka;

    public RemotePlatform(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public KafkaClients kafka() {
        return kafka;
    }

    @Override
    public Map<String, Long> pids() {
        return Map.of();
    }

    @Override
    public void kill(String process) {
        throw notOurs("kill " + process);
    }

    @Override
    public void scale(String model, int workers) {
        throw notOurs("scale " + model);
    }

    @Override
    public Map<String, Integer> workers() {
        return Map.of();
    }

    @Override
    public void trainAnomalyModel() {
        throw notOurs("train a model");
    }

    @Override
    public void publishPlantedRecommender(List<String> items, int groups, long seed) {
        throw notOurs("publish a model");
    }

    private static UnsupportedOperationException notOurs(String what) {
        return new UnsupportedOperationException(
                "cannot " + what
                        + " on a cluster that was not started for the scenario: leave --bootstrap out, or 'models' and 'steps'");
    }

    @Override
    public void close() {}
}
