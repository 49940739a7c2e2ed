package dev.millrace.observer.lag;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.GroupType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which topics and groups there are, and which topics a group reads: those where it has committed, or whose partitions members have. */
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** Of a classic group whose members read topics; others are of Kafka Connect and the like. */
    private static final Set<String> READERS = Set.of("", "consumer");

    private final Admin admin;
    private final Members members;
    private final GroupOffsets offsets;
    private final Predicate<String> watched;
    private final Duration timeout;
    private final LongSupplier nanos;

    /**
     * What there is.
     *
     * @param members of each group
     */
    public record Found(Set<String> topics, Set<Subject> subjects, Map<Group, Integer> members) {
        public static final Found NOTHING = new Found(Set.of(), Set.of(), Map.of());
    }

    /** Leaves {@code admin} open; groups whose name is not {@code watched} are passed over. */
    public Discovery(Admin admin, Members members, Predicate<String> watched, Duration timeout, LongSupplier nanos) {
        this.admin = admin;
        this.members = members;
        this.offsets = new GroupOffsets(admin, nanos);
        this.watched = watched;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** Empty where Kafka does not answer. */
    public Optional<Found> look() throws InterruptedException {
        long deadline = nanos.getAsLong() + timeout.toNanos();
        int millis = (int) timeout.toMillis();
        try {
            var askedTopics = admin.listTopics(new ListTopicsOptions().timeoutMs(millis));
            var askedGroups = admin.listGroups(new ListGroupsOptions().timeoutMs(millis));
            var topics = new TreeSet<>(Failure.await(askedTopics.names(), deadline, nanos));
            topics.removeIf(topic -> topic.startsWith("__"));
            List<Group> groups = groups(Failure.await(askedGroups.all(), deadline, nanos));
            members.refresh(groups);
            return Optional.of(new Found(topics, subjects(groups, topics, millis, deadline), count(groups)));
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private List<Group> groups(Collection<GroupListing> listings) {
        return listings.stream()
                .filter(listing -> watched.test(listing.groupId()) && reads(listing))
                .map(listing ->
                        new Group(listing.groupId(), listing.type().orElse(GroupType.UNKNOWN) == GroupType.SHARE))
                .toList();
    }

    private static boolean reads(GroupListing listing) {
        return listing.type().orElse(GroupType.UNKNOWN) != GroupType.CLASSIC || READERS.contains(listing.protocol());
    }

    /** A group that cannot be read leaves the others known. */
    private Set<Subject> subjects(List<Group> groups, Set<String> topics, int millis, long deadline)
            throws InterruptedException {
        var subjects = new HashSet<Subject>();
        var asked = offsets.ask(groups, millis);
        for (Group group : groups) {
            var read = new HashSet<>(members.topics(group));
            try {
                read.addAll(asked.topics(group, deadline));
            } catch (Failure e) {
                LOG.debug("offsets of group {} cannot be read: {}", group.name(), e.getMessage());
            }
            read.retainAll(topics);
            read.forEach(topic -> subjects.add(new Subject(topic, group)));
        }
        return subjects;
    }

    private Map<Group, Integer> count(List<Group> groups) {
        var counts = new HashMap<Group, Integer>();
        groups.forEach(group -> counts.put(group, members.of(group)));
        return counts;
    }
}
