package dev.millrace.inference.worker;

import dev.millrace.contracts.Topics;
import dev.millrace.inference.worker.stream.BatchPolicy;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.inference.worker.stream.StreamSettings;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of {@link StreamSettings}: {@code guarantee} (effectively-once, exactly-once, share), {@code instance.id}
 * ({@code process.name}), {@code static.membership}, {@code isolation.level} (read_committed under exactly-once),
 * {@code batch.max}, {@code batch.wait} (0ms), {@code attempts.max} (3), {@code queue.max} (four batches, at least 256),
 * {@code queue.bytes} (16 MiB), {@code inflight.max} (4096), {@code commit.interval} (100ms), {@code transaction.interval}
 * (10ms), {@code stop.grace} (8s), {@code send.linger} (0ms), {@code deliveries.max} (4).
 */
public final class StreamKeys {
    private static final List<String> GUARANTEES =
            Arrays.stream(Guarantee.values()).map(Guarantee::label).toList();
    private static final List<String> ISOLATIONS = List.of("read_uncommitted", "read_committed");

    private StreamKeys() {}

    /** Throws {@link SettingException} where a value cannot be meant. */
    public static StreamSettings read(Settings settings, String model, int batchDefault) {
        Guarantee guarantee = guarantee(settings);
        int batchMax = settings.integer("batch.max", batchDefault, 1, 4096);
        int inFlightMax = settings.integer("inflight.max", 4096, 1, 1_000_000);
        if (inFlightMax < batchMax) {
            throw new SettingException("inflight.max", inFlightMax + " is less than batch.max, " + batchMax);
        }
        String isolation = settings.text(
                "isolation.level", guarantee == Guarantee.EXACTLY_ONCE ? "read_committed" : "read_uncommitted");
        requireOneOf("isolation.level", isolation, ISOLATIONS);
        return new StreamSettings(
                Topics.inference(model),
                "worker." + model,
                settings.text("instance.id", settings.text("process.name", "worker." + model)),
                guarantee,
                new BatchPolicy(batchMax, notNegative(settings, "batch.wait", Duration.ZERO)),
                settings.integer("attempts.max", 3, 1, 100),
                settings.integer("queue.max", Math.max(256, 4 * batchMax), 1, 1_000_000),
                settings.integer("queue.bytes", 16 * 1024 * 1024, 1024, Integer.MAX_VALUE),
                inFlightMax,
                positive(settings, "commit.interval", Duration.ofMillis(100)),
                positive(settings, "transaction.interval", Duration.ofMillis(10)),
                isolation.equals("read_committed"),
                flag(settings, "static.membership"),
                notNegative(settings, "stop.grace", Duration.ofSeconds(8)),
                notNegative(settings, "send.linger", Duration.ZERO),
                settings.integer("deliveries.max", 4, 1, 9));
    }

    private static Guarantee guarantee(Settings settings) {
        String label = settings.text("guarantee", Guarantee.EFFECTIVELY_ONCE.label());
        return Arrays.stream(Guarantee.values())
                .filter(guarantee -> guarantee.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new SettingException("guarantee", "'" + label + "' is not one of " + GUARANTEES));
    }

    static boolean flag(Settings settings, String key) {
        String value = settings.text(key, "false");
        requireOneOf(key, value, List.of("true", "false"));
        return Boolean.parseBoolean(value);
    }

    private static Duration positive(Settings settings, String key, Duration otherwise) {
        Duration value = settings.duration(key, otherwise);
        requirePositive(key, value);
        return value;
    }

    private static Duration notNegative(Settings settings, String key, Duration otherwise) {
        Duration value = settings.duration(key, otherwise);
        if (value.isNegative()) {
            throw new SettingException(key, "'" + value + "' is negative");
        }
        return value;
    }

    static void requireOneOf(String key, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new SettingException(key, "'" + value + "' is not one of " + allowed);
        }
    }

    static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new SettingException(key, "'" + value + "' is not longer than nothing");
        }
    }
}
