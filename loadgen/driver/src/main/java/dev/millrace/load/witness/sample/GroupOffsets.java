package dev.millrace.load.witness.sample;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/**
 * One look at all groups, three or four requests. A share group has no committed offset, for it acknowledges in any order: what counts
 * as that lies as far before the end as the broker says that records are not acknowledged (KIP-1226).
 *
 * @param committed by group, the partitions that it has committed once, of the topics asked for
 * @param ends of these partitions, uncommitted records included
 */
record GroupOffsets(Map<String, Map<TopicPartition, Long>> committed, Map<TopicPartition, Long> ends) {

    /** Looks at the groups that commit on topics that are {@code wanted}. */
    static GroupOffsets look(Admin admin, Predicate<String> wanted) throws InterruptedException, ExecutionException {
        Set<String> consumers = new TreeSet<>();
        Set<String> shares = new TreeSet<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            boolean share = group.type().filter(GroupType.SHARE::equals).isPresent();
            (share ? shares : consumers).add(group.groupId());
        }
        Map<String, Map<TopicPartition, Long>> committed = new TreeMap<>();
        if (!consumers.isEmpty()) {
            var asked = consumers.stream().collect(toMap(identity(), group -> new ListConsumerGroupOffsetsSpec()));
            admin.listConsumerGroupOffsets(asked).all().get().forEach((group, offsets) -> {
                var own = committed.computeIfAbsent(group, unseen -> new HashMap<>());
                offsets.forEach((partition, offset) -> {
                    if (offset != null && wanted.test(partition.topic())) {
                        own.put(partition, offset.offset());
                    }
                });
            });
        }
        Map<String, Map<TopicPartition, SharePartitionOffsetInfo>> shared = new TreeMap<>();
        if (!shares.isEmpty()) {
            var asked = shares.stream().collect(toMap(identity(), group -> new ListShareGroupOffsetsSpec()));
            shared.putAll(admin.listShareGroupOffsets(asked).all().get());
        }
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        shared.values().forEach(offsets -> partitions.addAll(offsets.keySet()));
        partitions.removeIf(partition -> !wanted.test(partition.topic()));
        Map<TopicPartition, Long> ends = ends(admin, partitions);
        shared.forEach((group, offsets) -> committed.put(group, positions(offsets, ends)));
        return new GroupOffsets(committed, ends);
    }

    private static Map<TopicPartition, Long> positions(
            Map<TopicPartition, SharePartitionOffsetInfo> offsets, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        offsets.forEach((partition, info) -> {
            Long end = ends.get(partition);
            if (end != null && info != null && info.startOffset() >= 0) {
                positions.put(partition, info.lag().map(lag -> end - lag).orElse(info.startOffset()));
            }
        });
        return positions;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (!partitions.isEmpty()) {
            admin.listOffsets(partitions.stream().collect(toMap(identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        }
        return ends;
    }

    /** Records produced and not committed; 0 where one of the two is not known. */
    long lag(String group, TopicPartition partition) {
        Long end = ends.get(partition);
        Long offset = committed.getOrDefault(group, Map.of()).get(partition);
        return end == null || offset == null ? 0 : Math.max(0, end - offset);
    }
}
