package dev.millrace.servicekit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Settings of share groups, which live on the broker with the group and not with its members. */
public final class ShareGroups {
    private ShareGroups() {}

    /**
     * Makes a new group begin with the oldest record. Kafka's default is the newest, which would skip what was sent before
     * the first member came. Repeating it changes nothing; to be called before the first member subscribes.
     *
     * @param readCommitted whether members see only records of committed transactions
     * @throws ExecutionException when the broker refuses, such as for want of the right to alter groups
     */
    public static void prepare(KafkaClients clients, String group, boolean readCommitted)
            throws InterruptedException, ExecutionException {
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        var settings = List.of(
                set("share.auto.offset.reset", "earliest"),
                set("share.isolation.level", readCommitted ? "read_committed" : "read_uncommitted"));
        try (Admin admin = clients.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, settings)).all().get();
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }
}
