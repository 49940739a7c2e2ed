package dev.millrace.streams.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks whether the topics exist and fit together, before Kafka Streams fails on it with a riddle. */
final class TopicCheck {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<String> topics;
    private final List<String> coPartitioned;

    /** {@code coPartitioned}: topics, among {@code topics}, whose equal keys must meet in one task. */
    TopicCheck(Admin admin, List<String> topics, List<String> coPartitioned) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.coPartitioned = List.copyOf(coPartitioned);
    }

    /**
     * What is in the way, in words; empty where all is well. Throws {@link IllegalStateException} where waiting cannot help.
     */
    String problem() throws ExecutionException, InterruptedException {
        var partitions = new TreeMap<String, Integer>();
        var missing = new TreeSet<String>();
        for (var answer : admin.describeTopics(topics).topicNameValues().entrySet()) {
            String topic = answer.getKey();
            try {
                TopicDescription found = answer.getValue().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
                partitions.put(topic, found.partitions().size());
            } catch (TimeoutException e) {
                return "the broker does not answer";
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(topic);
                } else if (e.getCause() instanceof RetriableException) {
                    return "the broker does not answer: " + e.getCause().getMessage();
                } else {
                    throw e;
                }
            }
        }
        if (missing.isEmpty()) {
            requireCoPartitioned(partitions);
            return "";
        }
        return "topics do not exist: " + String.join(", ", missing);
    }

    private void requireCoPartitioned(SortedMap<String, Integer> partitions) {
        partitions.keySet().retainAll(coPartitioned);
        if (Set.copyOf(partitions.values()).size() > 1) {
            throw new IllegalStateException("topics must have equally many partitions, they have " + partitions);
        }
    }
}
