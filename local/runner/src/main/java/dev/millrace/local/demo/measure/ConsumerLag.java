package dev.millrace.local.demo.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records the consumer groups of the cluster have not yet committed. */
public final class ConsumerLag {
    private final Admin admin;

    public ConsumerLag(Admin admin) {
        this.admin = admin;
    }

    /** Lag by group, over the partitions that the group has committed once. */
    public Map<String, Long> byGroup() throws InterruptedException, ExecutionException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
        }
        Map<String, Long> lags = new TreeMap<>();
        if (groups.isEmpty()) {
            return lags;
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                admin.listConsumerGroupOffsets(groups).all().get();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        committed.values().forEach(offsets -> offsets.keySet().forEach(p -> wanted.put(p, OffsetSpec.latest())));
        var ends = admin.listOffsets(wanted).all().get();
        committed.forEach((group, offsets) -> {
            long lag = 0;
            for (var offset : offsets.entrySet()) {
                var end = ends.get(offset.getKey());
                if (end != null && offset.getValue() != null) {
                    lag += Math.max(0, end.offset() - offset.getValue().offset());
                }
            }
            lags.put(group, lag);
        });
        return lags;
    }
}
