package dev.millrace.features.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where Redis is: what {@link RedisStoreOptions#uri} says, taken apart.
 *
 * @param cluster whether the nodes are seeds of a cluster
 * @param nodes one server, one description of the sentinels, or the seeds
 */
record RedisAddress(boolean cluster, List<RedisURI> nodes) {
    private static final String FORMS = "not of the form redis://host:port, rediss://host:port,"
            + " redis-sentinel://host:port,host:port#master or redis-cluster://host:port,host:port";
    private static final Pattern CLUSTER = Pattern.compile("(rediss?)-cluster(://.+)");

    /** {@link IllegalArgumentException} that does not repeat the text, since it may hold a password. */
    static RedisAddress parse(String uri) {
        try {
            Matcher match = CLUSTER.matcher(uri);
            if (match.matches()) {
                return new RedisAddress(
                        true, RedisClusterURIUtil.toRedisURIs(URI.create(match.group(1) + match.group(2))));
            }
            return new RedisAddress(false, List.of(RedisURI.create(uri)));
        } catch (IllegalArgumentException e) {
            // Not as the cause: its message repeats the text.
            throw new IllegalArgumentException("uri: " + FORMS);
        }
    }

    boolean sentinel() {
        return !nodes.get(0).getSentinels().isEmpty();
    }

    /** For messages: hosts and ports, no credentials. */
    String describe() {
        String hosts = nodes.stream()
                .flatMap(node -> node.getSentinels().isEmpty() ? List.of(node).stream() : node.getSentinels().stream())
                .map(node -> node.getHost() + ":" + node.getPort())
                .collect(Collectors.joining(","));
        return cluster
                ? "cluster " + hosts
                : sentinel() ? nodes.get(0).getSentinelMasterId() + " of sentinels " + hosts : hosts;
    }
}
