package dev.millrace.load.run;

import dev.millrace.servicekit.KafkaClients;
import java.util.List;
import java.util.Map;

/**
 * The platform under load, as far as a scenario handles it: its topics are all that traffic and measurement know of it; its
 * processes can be watched, killed and scaled where it is the scenario's own.
 */
public interface LoadPlatform extends AutoCloseable {
    KafkaClients kafka();

    /** Process ids by name, for processor time and memory; −1 where one is down, empty where they are not on this machine. */
    Map<String, Long> pids();

    /** Ends a process at once. Throws {@link UnsupportedOperationException} where the processes are not ours. */
    void kill(String process);

    /** Starts or stops workers of a model; throws as {@link #kill}. Does not wait for those that start. */
    void scale(String model, int workers) throws Exception;

    /** Workers of each model that answers, those that still start included; empty where that is not known. */
    Map<String, Integer> workers();

    /** Trains the anomaly model on what {@code sensor-readings} holds and makes it live; throws as {@link #kill}. */
    void trainAnomalyModel() throws Exception;

    /**
     * Makes a session encoder live whose item embeddings are the planted groups of the traffic; throws as {@link #kill}.
     *
     * @param items ids, N of them; item i is of group {@code i * groups / N}
     * @param seed of the noise within a group
     */
    void publishPlantedRecommender(List<String> items, int groups, long seed) throws Exception;

    @Override
    void close() throws Exception;
}
