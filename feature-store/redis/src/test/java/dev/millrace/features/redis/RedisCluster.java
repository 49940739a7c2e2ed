package dev.millrace.features.redis;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A cluster of three masters on loopback, and what an operator does to it. */
final class RedisCluster implements AutoCloseable {
    static final int MASTERS = 3;
    static final int SLOTS = 16_384;

    private final Path folder;
    private final List<EmbeddedRedis> servers = new ArrayList<>();
    private final List<RedisClient> clients = new ArrayList<>();
    private final List<RedisCommands<byte[], byte[]>> nodes = new ArrayList<>();

    private RedisCluster(Path folder) {
        this.folder = folder;
    }

    static RedisCluster start(Path folder) throws Exception {
        var cluster = new RedisCluster(folder);
        try {
            for (int i = 0; i < MASTERS; i++) {
                RedisCommands<byte[], byte[]> node = cluster.addServer();
                int first = SLOTS * i / MASTERS;
                node.clusterAddSlots(
                        IntStream.range(first, SLOTS * (i + 1) / MASTERS).toArray());
            }
            cluster.awaitKnown();
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    /** The servers' other port is theirs plus 10,000. */
    private static int port() throws IOException {
        int port = FreePorts.next();
        while (!FreePorts.isFree(port + 10_000)) {
            port = FreePorts.next();
        }
        return port;
    }

    private RedisCommands<byte[], byte[]> addServer() throws IOException {
        int port = port();
        servers.add(EmbeddedRedis.start(
                folder.resolve("node-" + port),
                port,
                List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "1000")));
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
        clients.add(client);
        RedisCommands<byte[], byte[]> node =
                client.connect(ByteArrayCodec.INSTANCE).sync();
        nodes.add(node);
        if (nodes.size() > 1) {
            node.clusterMeet("127.0.0.1", servers.get(0).port());
        }
        return node;
    }

    private void awaitKnown() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> nodes.stream()
                .allMatch(node -> node.clusterInfo().contains("cluster_state:ok")
                        && node.clusterInfo().contains("cluster_known_nodes:" + nodes.size())));
    }

    /** Adds a replica of a master, and waits until it follows. */
    void addReplicaOf(int master) throws IOException {
        RedisCommands<byte[], byte[]> replica = addServer();
        awaitKnown();
        replica.clusterReplicate(nodes.get(master).clusterMyId());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> replica.info("replication")
                .contains("master_link_status:up"));
    }

    /** Moves a slot with its keys, as {@code redis-cli --cluster reshard} does. */
    void moveSlot(int slot, int from, int to) {
        String source = nodes.get(from).clusterMyId();
        String target = nodes.get(to).clusterMyId();
        nodes.get(to).clusterSetSlotImporting(slot, source);
        nodes.get(from).clusterSetSlotMigrating(slot, target);
        for (byte[] key : nodes.get(from).clusterGetKeysInSlot(slot, 1_000)) {
            nodes.get(from).migrate("127.0.0.1", servers.get(to).port(), key, 0, 5_000);
        }
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i).clusterSetSlotNode(slot, target);
        }
    }

    /** Gives all masters a user of the access control list. */
    void addUser(String name, String rule) {
        for (RedisCommands<byte[], byte[]> node : nodes) {
            var arguments =
                    new CommandArgs<>(ByteArrayCodec.INSTANCE).add("SETUSER").add(name);
            for (String word : rule.split(" ", -1)) {
                arguments.add(word);
            }
            node.dispatch(CommandType.ACL, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments);
        }
    }

    RedisCommands<byte[], byte[]> node(int index) {
        return nodes.get(index);
    }

    void kill(int master) throws InterruptedException {
        servers.get(master).kill();
    }

    String uri() {
        return servers.stream()
                .limit(MASTERS)
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(",", "redis-cluster://", ""));
    }

    @Override
    public void close() throws InterruptedException {
        clients.forEach(RedisClient::shutdown);
        for (EmbeddedRedis server : servers) {
            server.close();
        }
    }
}
