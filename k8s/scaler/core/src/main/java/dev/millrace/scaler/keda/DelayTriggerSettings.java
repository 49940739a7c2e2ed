package dev.millrace.scaler.keda;

import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an {@code external-push} (or {@code external}) trigger that asks for seconds of delay. KEDA sends the whole map to the
 * scaler, its own keys ({@code scalerAddress} and those of TLS) included; those are checked by KEDA and not kept.
 *
 * @param scalerAddress host and port of the scaler; null where the map comes from KEDA without it
 * @param topic where the requests arrive; {@code inference.<model>} for a {@code model}
 * @param consumerGroup or share group; {@code worker.<model>} for a {@code model}
 * @param sloSeconds longest time from a record's arrival to its answer
 * @param ratePerWorker records per second that one worker answers, until it is measured; null where not declared
 * @param startupSeconds from the start of a worker to its first answer, until it is measured; null where not declared
 * @param sharing {@code group} (a partition feeds one worker, default) or {@code share}
 * @param predict what shape of arrivals is learnt to start workers ahead of it ({@code off})
 * @param maxReplicas most workers, for the scaler, which KEDA does not tell {@code maxReplicaCount}; null where not given
 */
public record DelayTriggerSettings(
        @Nullable String scalerAddress,
        String topic,
        String consumerGroup,
        double sloSeconds,
        @Nullable Double ratePerWorker,
        @Nullable Double startupSeconds,
        Sharing sharing,
        Prediction predict,
        @Nullable Integer maxReplicas) {

    public enum Prediction {
        OFF,
        DAILY,
        WEEKLY
    }

    private static final Set<String> KNOWN = Set.of(
            "scalerAddress",
            "enableTLS",
            "caCert",
            "tlsClientCert",
            "tlsClientKey",
            "unsafeSsl",
            "model",
            "topic",
            "consumerGroup",
            "sloSeconds",
            "ratePerWorker",
            "startupSeconds",
            "sharing",
            "predict",
            "maxReplicas");

    /** Become part of a topic's name. */
    private static final List<String> NAMES = List.of("model", "topic");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

    /** Throws {@link IllegalArgumentException} that names the key, and the right one where it is misspelt. */
    public static DelayTriggerSettings of(Map<String, String> metadata) {
        Metadata given = new Metadata(metadata, KNOWN, Map.of());
        given.flag("enableTLS");
        given.flag("unsafeSsl");
        for (String key : NAMES) {
            String name = given.text(key);
            if (name != null && !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        key + ": '" + name + "' is not a name of letters, digits, '.', '_' and '-'");
            }
        }
        String model = given.text("model");
        if (model == null && !(given.has("topic") && given.has("consumerGroup"))) {
            throw new IllegalArgumentException("model: missing; or give topic and consumerGroup");
        }
        if (model != null && (given.has("topic") || given.has("consumerGroup"))) {
            throw new IllegalArgumentException("model: stands for topic inference." + model
                    + " and consumerGroup worker." + model + "; give either it or those two");
        }
        given.required("sloSeconds");
        Double slo = given.decimal("sloSeconds", false);
        long max = given.whole("maxReplicas", Integer.MAX_VALUE, 1);
        return new DelayTriggerSettings(
                given.text("scalerAddress"),
                model == null ? given.required("topic") : "inference." + model,
                model == null ? given.required("consumerGroup") : "worker." + model,
                slo == null ? 0 : slo,
                given.decimal("ratePerWorker", false),
                given.decimal("startupSeconds", true),
                given.oneOf(
                        "sharing",
                        Map.of("group", Sharing.ONE_WORKER, "share", Sharing.ANY_WORKER),
                        Sharing.ONE_WORKER),
                given.oneOf(
                        "predict",
                        Map.of("off", Prediction.OFF, "daily", Prediction.DAILY, "weekly", Prediction.WEEKLY),
                        Prediction.OFF),
                given.has("maxReplicas") ? (int) Math.min(max, Integer.MAX_VALUE) : null);
    }

    /** What the policy has to keep, with the limits of the ScaledObject; {@link #maxReplicas} lowers the upper one. */
    public DelayTarget target(int minReplicas, int maxReplicas) {
        int most = this.maxReplicas == null ? maxReplicas : Math.min(maxReplicas, this.maxReplicas);
        return new DelayTarget(sloSeconds, minReplicas, most, sharing);
    }
}
