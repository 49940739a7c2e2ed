package dev.millrace.scaler.server.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** How many members groups have: all that is known of workers that do not report. Asked every few seconds. */
public final class Members {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private record Count(int members, long asked) {}

    private final Admin admin;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Map<Subject, Count> counts = new HashMap<>();

    /** Leaves {@code admin} open. */
    public Members(Admin admin, Duration timeout, LongSupplier nanos) {
        this.admin = admin;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** Asks for those whose count is old; a group that cannot be described keeps the count that it had. */
    public void refresh(Collection<Subject> subjects) throws InterruptedException {
        long now = nanos.getAsLong();
        counts.values().removeIf(count -> now - count.asked > 10 * KEPT.toNanos());
        Set<Subject> due = new HashSet<>(subjects);
        due.removeIf(subject -> {
            Count known = counts.get(subject);
            return known != null && now - known.asked < KEPT.toNanos();
        });
        if (due.isEmpty()) {
            return;
        }
        Set<String> consumers = new HashSet<>();
        Set<String> shares = new HashSet<>();
        due.forEach(subject -> (subject.share() ? shares : consumers).add(subject.group()));
        int millis = (int) timeout.toMillis();
        long deadline = now + timeout.toNanos();
        var ofConsumers = admin.describeConsumerGroups(consumers, new DescribeConsumerGroupsOptions().timeoutMs(millis))
                .describedGroups();
        var ofShares = admin.describeShareGroups(shares, new DescribeShareGroupsOptions().timeoutMs(millis))
                .describedGroups();
        for (Subject subject : due) {
            int before = of(subject);
            int members = subject.share()
                    ? count(
                            ofShares.get(subject.group()),
                            group -> group.members().size(),
                            before,
                            deadline)
                    : count(
                            ofConsumers.get(subject.group()),
                            group -> group.members().size(),
                            before,
                            deadline);
            counts.put(subject, new Count(members, now));
        }
    }

    private interface Size<T> {
        int of(T group);
    }

    private <T> int count(@Nullable KafkaFuture<T> answer, Size<T> size, int before, long deadline)
            throws InterruptedException {
        try {
            return answer == null ? before : size.of(Failure.await(answer, deadline, nanos));
        } catch (Failure e) {
            return e.is(GroupIdNotFoundException.class) ? 0 : before;
        }
    }

    public int of(Subject subject) {
        Count count = counts.get(subject);
        return count == null ? 0 : count.members;
    }
}
