package dev.millrace.inference.worker;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of a model that is served as it is. Nobody else knows its name before its worker starts, so the worker creates the
 * ones that are missing; those that exist are left as they are.
 */
final class TensorTopics {
    private TensorTopics() {}

    /** Throws {@link IllegalStateException}, naming the topics and what to do, where they are missing and cannot be created. */
    static void create(KafkaClients kafka, String model) throws InterruptedException, ExecutionException {
        try (Admin admin = kafka.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.ofTensorModel(model).stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.config()))
                    .toList();
            for (var created : admin.createTopics(missing).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) { // another worker was faster
                        throw new IllegalStateException(
                                missing.stream().map(NewTopic::name).collect(Collectors.joining(" and "))
                                        + " do not exist and this worker cannot create them (" + e.getCause()
                                        + "): create them, or grant it CREATE",
                                e);
                    }
                }
            }
        }
    }
}
