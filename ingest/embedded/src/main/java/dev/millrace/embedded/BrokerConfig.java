package dev.millrace.embedded;

import dev.millrace.contracts.Topics;
import java.util.List;
import java.util.Properties;

/** Broker settings of a single node that is both broker and KRaft controller, sized for a laptop. */
final class BrokerConfig {
    static final int NODE_ID = 1;

    private static final String HEARTBEAT_MILLIS = "250";
    private static final String SESSION_MILLIS = "3000";

    private BrokerConfig() {}

    static Properties of(BrokerOptions options) {
        var config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(NODE_ID));
        config.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + options.port() + ",CONTROLLER://127.0.0.1:" + options.controllerPort());
        config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + options.port());
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + options.controllerPort());
        config.put("log.dirs", options.folder().resolve("log").toString());
        config.put("auto.create.topics.enable", "false");
        config.put("message.max.bytes", Integer.toString(Topics.MAX_DEAD_LETTER_BYTES + 1024));
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "2");
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        config.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        // One node: every internal topic has one replica and few partitions.
        config.put("offsets.topic.num.partitions", "4");
        config.put("offsets.topic.replication.factor", "1");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        // The next transaction of a producer waits this long where the markers of its last are still being written (20
        // ms unless set: longer than they take).
        config.put("add.partitions.to.txn.retry.backoff.ms", "2");
        config.put("share.coordinator.state.topic.num.partitions", "4");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        groups(config);
        return config;
    }

    /**
     * A worker that comes, goes or dies is noticed within seconds: a member hears of a change at its next heartbeat, and one
     * that is silent for a session is taken out. Each group protocol has its own keys, and the {@code min} ones, whose defaults are
     * 5 s and 45 s, bound the others from below.
     */
    private static void groups(Properties config) {
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.min.session.timeout.ms", "1000");
        for (String protocol : List.of("consumer", "share")) {
            String prefix = "group." + protocol + ".";
            config.put(prefix + "heartbeat.interval.ms", HEARTBEAT_MILLIS);
            config.put(prefix + "min.heartbeat.interval.ms", HEARTBEAT_MILLIS);
            config.put(prefix + "session.timeout.ms", SESSION_MILLIS);
            // Kafka 4.3 computes an assignment at most once in this time (1 s): a member that joins after another waits
            // it out.
            config.put(prefix + "assignment.interval.ms", "0");
            config.put(prefix + "min.session.timeout.ms", SESSION_MILLIS);
        }
        // A share group's state is made by its first member; the first try meets a coordinator topic that is just being
        // created, and the default waits 30 s for the second.
        config.put("group.share.initialize.retry.interval.ms", "1000");
    }
}
