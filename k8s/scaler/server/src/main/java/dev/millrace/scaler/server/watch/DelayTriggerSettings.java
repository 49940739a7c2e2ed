package dev.millrace.scaler.server.watch;

import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for the core's reader of a trigger's metadata, which has the same name and the same components. */
record DelayTriggerSettings(
        String topic,
        String consumerGroup,
        double sloSeconds,
        @Nullable Double ratePerWorker,
        @Nullable Double startupSeconds,
        Sharing sharing,
        Prediction predict,
        @Nullable Integer maxReplicas) {
    enum Prediction {
        OFF,
        DAILY,
        WEEKLY
    }

    private static final List<String> KNOWN = List.of(
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

    /** Throws {@link IllegalArgumentException} that names the key, and the right one where it is misspelt. */
    static DelayTriggerSettings of(Map<String, String> metadata) {
        for (String key : metadata.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new IllegalArgumentException("unknown key " + key + ": did you mean " + nearest(key) + "?");
            }
        }
        String model = metadata.get("model");
        String most = metadata.get("maxReplicas");
        Double slo = number(metadata, "sloSeconds");
        if (slo == null) {
            throw new IllegalArgumentException("sloSeconds: missing");
        }
        return new DelayTriggerSettings(
                model == null ? required(metadata, "topic") : "inference." + model,
                model == null ? required(metadata, "consumerGroup") : "worker." + model,
                slo,
                number(metadata, "ratePerWorker"),
                number(metadata, "startupSeconds"),
                "share".equals(metadata.get("sharing")) ? Sharing.ANY_WORKER : Sharing.ONE_WORKER,
                Prediction.OFF,
                most == null ? null : Integer.valueOf(most));
    }

    DelayTarget target(int minReplicas, int most) {
        return new DelayTarget(sloSeconds, minReplicas, maxReplicas == null ? most : maxReplicas, sharing);
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + ": missing");
        }
        return value;
    }

    private static @Nullable Double number(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        try {
            return value == null ? null : Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": '" + value + "' is not a number", e);
        }
    }

    /** The key that has most pairs of letters in common. */
    private static String nearest(String key) {
        String best = KNOWN.get(0);
        long most = -1;
        for (String known : KNOWN) {
            long common = 0;
            for (int i = 0; i + 2 <= key.length(); i++) {
                common += known.contains(key.substring(i, i + 2)) ? 1 : 0;
            }
            if (common > most) {
                most = common;
                best = known;
            }
        }
        return best;
    }
}
