package dev.millrace.observer.lag;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** How many members groups have: all that is known of workers that do not report. Asked every few seconds. */
public final class Members {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private record Count(int members, Set<String> topics, long asked) {}

    private final Admin admin;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Map<Group, Count> counts = new HashMap<>();

    /** Leaves {@code admin} open. */
    public Members(Admin admin, Duration timeout, LongSupplier nanos) {
        this.admin = admin;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** Asks for those whose count is old; a group that cannot be described keeps the count that it had. */
    public void refresh(Collection<Group> groups) throws InterruptedException {
        long now = nanos.getAsLong();
        counts.values().removeIf(count -> now - count.asked > 10 * KEPT.toNanos());
        Set<Group> due = new HashSet<>(groups);
        due.removeIf(group -> {
            Count known = counts.get(group);
            return known != null && now - known.asked < KEPT.toNanos();
        });
        if (due.isEmpty()) {
            return;
        }
        Set<String> consumers = new HashSet<>();
        Set<String> shares = new HashSet<>();
        due.forEach(group -> (group.share() ? shares : consumers).add(group.name()));
        int millis = (int) timeout.toMillis();
        long deadline = now + timeout.toNanos();
        var ofConsumers = admin.describeConsumerGroups(consumers, new DescribeConsumerGroupsOptions().timeoutMs(millis))
                .describedGroups();
        var ofShares = admin.describeShareGroups(shares, new DescribeShareGroupsOptions().timeoutMs(millis))
                .describedGroups();
        for (Group group : due) {
            Count before = counts.getOrDefault(group, new Count(0, Set.of(), now));
            counts.put(
                    group,
                    group.share()
                            ? count(ofShares.get(group.name()), shared -> ofShare(shared, now), before, deadline)
                            : count(ofConsumers.get(group.name()), one -> ofConsumer(one, now), before, deadline));
        }
    }

    private static Count ofShare(ShareGroupDescription group, long now) {
        var topics = new HashSet<String>();
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> topics.add(partition.topic())));
        return new Count(group.members().size(), topics, now);
    }

    private static Count ofConsumer(ConsumerGroupDescription group, long now) {
        var topics = new HashSet<String>();
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> topics.add(partition.topic())));
        return new Count(group.members().size(), topics, now);
    }

    private <T> Count count(@Nullable KafkaFuture<T> answer, Function<T, Count> described, Count before, long deadline)
            throws InterruptedException {
        long now = nanos.getAsLong();
        try {
            return answer == null ? before : described.apply(Failure.await(answer, deadline, nanos));
        } catch (Failure e) {
            return e.is(GroupIdNotFoundException.class)
                    ? new Count(0, Set.of(), now)
                    : new Count(before.members, before.topics, now);
        }
    }

    public int of(Group group) {
        Count count = counts.get(group);
        return count == null ? 0 : count.members;
    }

    /** Topics of which its members read partitions, whether or not they have committed anything. */
    public Set<String> topics(Group group) {
        Count count = counts.get(group);
        return count == null ? Set.of() : count.topics;
    }
}
