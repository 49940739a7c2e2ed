package dev.millrace.scaler.keda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of KEDA's own {@code kafka} trigger (KEDA 2.20, "Apache Kafka" scaler; {@code schema/generated/scalers-schema.json}), read
 * strictly. Keys of the connection ({@code version}, {@code tls}, {@code unsafeSsl}, {@code sasl}, {@code saslTokenProvider},
 * {@code awsRegion}) are checked and not kept: whoever reads the offsets has a connection of its own.
 *
 * @param topic null: every topic that the group has committed
 * @param partitions {@code partitionLimitation}, such as {@code 1,2,10-12}; empty: all
 * @param lagThreshold records that one replica takes (10)
 * @param activationLagThreshold lag above which the trigger is active (0)
 * @param offsetReset what a partition without a commit counts ({@code latest})
 * @param allowIdleConsumers more replicas than partitions (false)
 * @param excludePersistentLag a partition whose commit did not move since the last look counts 0 (false)
 * @param scaleToZeroOnInvalidOffset a partition without a commit counts 0 (false)
 * @param limitToPartitionsWithLag no more replicas than partitions with lag (false)
 * @param ensureEvenDistributionOfPartitions replicas divide the partitions (false)
 */
public record KafkaTriggerSettings(
        String bootstrapServers,
        String consumerGroup,
        @Nullable String topic,
        List<Integer> partitions,
        long lagThreshold,
        long activationLagThreshold,
        OffsetReset offsetReset,
        boolean allowIdleConsumers,
        boolean excludePersistentLag,
        boolean scaleToZeroOnInvalidOffset,
        boolean limitToPartitionsWithLag,
        boolean ensureEvenDistributionOfPartitions) {

    /** {@code offsetResetPolicy}; should be the consumers' {@code auto.offset.reset}. */
    public enum OffsetReset {
        LATEST,
        EARLIEST
    }

    private static final Set<String> KNOWN = Set.of(
            "bootstrapServers",
            "consumerGroup",
            "topic",
            "partitionLimitation",
            "lagThreshold",
            "activationLagThreshold",
            "offsetResetPolicy",
            "allowIdleConsumers",
            "excludePersistentLag",
            "scaleToZeroOnInvalidOffset",
            "limitToPartitionsWithLag",
            "ensureEvenDistributionOfPartitions",
            "version",
            "tls",
            "unsafeSsl",
            "sasl",
            "saslTokenProvider",
            "awsRegion");

    /** KEDA reads these from a TriggerAuthentication only; in the metadata it ignores them. */
    private static final Map<String, String> SECRETS = secrets();

    /** Throws {@link IllegalArgumentException} that names the key, and the right one where it is misspelt. */
    public static KafkaTriggerSettings of(Map<String, String> metadata) {
        Metadata given = new Metadata(metadata, KNOWN, SECRETS);
        connection(given);
        boolean idle = given.flag("allowIdleConsumers");
        boolean limit = given.flag("limitToPartitionsWithLag");
        boolean even = given.flag("ensureEvenDistributionOfPartitions");
        if (limit && (idle || even)) {
            throw new IllegalArgumentException("limitToPartitionsWithLag: not together with "
                    + (idle ? "allowIdleConsumers" : "ensureEvenDistributionOfPartitions"));
        }
        for (String key :
                List.of("limitToPartitionsWithLag", "ensureEvenDistributionOfPartitions", "partitionLimitation")) {
            if (given.has(key) && !given.has("topic")) {
                throw new IllegalArgumentException(key + ": needs topic");
            }
        }
        return new KafkaTriggerSettings(
                given.required("bootstrapServers"),
                given.required("consumerGroup"),
                given.text("topic"),
                ranges(given.text("partitionLimitation")),
                given.whole("lagThreshold", 10, 1),
                given.whole("activationLagThreshold", 0, 0),
                given.oneOf(
                        "offsetResetPolicy",
                        Map.of("latest", OffsetReset.LATEST, "earliest", OffsetReset.EARLIEST),
                        OffsetReset.LATEST),
                idle,
                given.flag("excludePersistentLag"),
                given.flag("scaleToZeroOnInvalidOffset"),
                limit,
                even);
    }

    private static void connection(Metadata given) {
        given.flag("unsafeSsl");
        given.oneOf("tls", names("enable", "disable"), "");
        given.oneOf("sasl", names("none", "plaintext", "scram_sha256", "scram_sha512", "oauthbearer", "gssapi"), "");
        given.oneOf("saslTokenProvider", names("bearer", "aws_msk_iam"), "");
    }

    private static Map<String, String> names(String... names) {
        return Set.of(names).stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    private static Map<String, String> secrets() {
        var secrets = new HashMap<String, String>();
        for (String key : List.of(
                "ca",
                "cert",
                "key",
                "keyPassword",
                "username",
                "password",
                "scopes",
                "oauthTokenEndpointUri",
                "oauthExtensions",
                "keytab",
                "realm",
                "kerberosConfig",
                "kerberosServiceName",
                "kerberosDisableFAST")) {
            secrets.put(key, "KEDA ignores it here; it belongs into a TriggerAuthentication");
        }
        return secrets;
    }

    private static List<Integer> ranges(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        var partitions = new ArrayList<Integer>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            try {
                int first = Integer.parseInt(ends[0].strip());
                int last = Integer.parseInt(ends[ends.length - 1].strip());
                if (ends.length > 2 || first < 0 || last < first) {
                    throw new NumberFormatException("range " + part);
                }
                for (int partition = first; partition <= last; partition++) {
                    partitions.add(partition);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "partitionLimitation: '" + text + "' is not a list of partitions such as 1,2,10-12", e);
            }
        }
        return List.copyOf(partitions);
    }
}
