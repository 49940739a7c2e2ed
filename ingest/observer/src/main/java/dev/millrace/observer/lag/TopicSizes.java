package dev.millrace.observer.lag;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many partitions topics have: asked again and again, since they may be added, and at each look for one that is missing. */
final class TopicSizes {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSizes.class);
    private static final Duration KEPT = Duration.ofSeconds(10);

    private record Size(int partitions, long asked) {}

    private final Admin admin;
    private final LongSupplier nanos;
    private final Map<String, Size> sizes = new HashMap<>();
    private final Set<String> missing = new HashSet<>();

    TopicSizes(Admin admin, LongSupplier nanos) {
        this.admin = admin;
        this.nanos = nanos;
    }

    /** Partitions of those topics that exist. */
    Map<String, Integer> of(Collection<String> topics, int timeoutMillis, long deadline)
            throws InterruptedException, Failure {
        long now = nanos.getAsLong();
        Set<String> asked = new HashSet<>(topics);
        asked.removeIf(topic -> {
            Size known = sizes.get(topic);
            return known != null && now - known.asked < KEPT.toNanos();
        });
        if (!asked.isEmpty()) {
            var answers = admin.describeTopics(asked, new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                    .topicNameValues();
            for (var answer : answers.entrySet()) {
                String topic = answer.getKey();
                try {
                    int partitions = Failure.await(answer.getValue(), deadline, nanos)
                            .partitions()
                            .size();
                    sizes.put(topic, new Size(partitions, now));
                    missing.remove(topic);
                } catch (Failure e) {
                    if (!e.is(UnknownTopicOrPartitionException.class)) {
                        throw e;
                    }
                    sizes.remove(topic);
                    if (missing.add(topic)) {
                        LOG.warn("topic {} does not exist: nothing waits in it until it is created", topic);
                    }
                }
            }
        }
        var found = new HashMap<String, Integer>();
        for (String topic : topics) {
            Size size = sizes.get(topic);
            if (size != null) {
                found.put(topic, size.partitions);
            }
        }
        return found;
    }

    /** What is known of it seems to be wrong. */
    void forget(String topic) {
        sizes.remove(topic);
    }
}
