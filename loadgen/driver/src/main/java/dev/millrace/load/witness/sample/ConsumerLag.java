package dev.millrace.load.witness.sample;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** How many records the consumer groups of the cluster have not yet committed. */
public final class ConsumerLag {
    private final Admin admin;

    public ConsumerLag(Admin admin) {
        this.admin = admin;
    }

    /** Lag by group, over the partitions that the group has committed once. */
    public Map<String, Long> byGroup() throws InterruptedException, ExecutionException {
        GroupOffsets offsets = GroupOffsets.look(admin, topic -> true);
        Map<String, Long> lags = new TreeMap<>();
        offsets.committed()
                .forEach((group, partitions) -> lags.put(
                        group,
                        partitions.keySet().stream()
                                .mapToLong(partition -> offsets.lag(group, partition))
                                .sum()));
        return lags;
    }
}
