package dev.millrace.local.platform;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that are missing; those that exist are left as they are. */
final class TopicSetup {
    private TopicSetup() {}

    static void create(KafkaClients kafka, List<Topics.Spec> topics) throws InterruptedException, ExecutionException {
        try (Admin admin = kafka.admin()) {
            Set<String> existing = admin.listTopics().names().get();
            admin.createTopics(topics.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }
}
