package dev.millrace.embedded;

import dev.millrace.contracts.Topics;
import java.util.Properties;

/** Broker settings of a single node that is both broker and KRaft controller, sized for a laptop. */
final class BrokerConfig {
    static final int NODE_ID = 1;

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
        config.put("share.coordinator.state.topic.num.partitions", "4");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        // A worker that comes, goes or dies is noticed within seconds (measured: 0.5 to 1.2 s hand-over).
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.min.session.timeout.ms", "1000");
        config.put("group.consumer.heartbeat.interval.ms", "500");
        config.put("group.consumer.min.heartbeat.interval.ms", "500");
        config.put("group.consumer.session.timeout.ms", "3000");
        config.put("group.consumer.min.session.timeout.ms", "3000");
        return config;
    }
}
