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
 * Topics that nobody but their worker knows of, because nobody knows its model before it starts. The worker creates the ones that
 * are missing; those that exist are left as they are.
 */
final class MissingTopics {
    private MissingTopics() {}

    /** Throws {@link IllegalStateException}, naming the topics and what to do, where they are missing and cannot be created. */
    static void create(KafkaClients kafka, List<Topics.Spec> wanted) throws InterruptedException, ExecutionException {
        if (wanted.isEmpty()) {
            return;
        }
        try (Admin admin = kafka.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = wanted.stream()
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
