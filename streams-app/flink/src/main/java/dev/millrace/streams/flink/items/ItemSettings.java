package dev.millrace.streams.flink.items;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of job item-signals. Serializable: it travels inside the job graph.
 *
 * @param halfLife event time after which an interaction is worth half
 * @param emitInterval shortest time between two lists
 * @param top items in the list
 * @param remembered newest event identities that each item knows, to recognise a repetition
 */
public record ItemSettings(Duration halfLife, Duration emitInterval, int top, int remembered) implements Serializable {
    public static final String HALF_LIFE = "popularity.half-life";
    public static final String EMIT_INTERVAL = "popularity.emit-interval";
    public static final String TOP = "popularity.top";
    public static final String REMEMBERED = "popularity.remembered";

    public ItemSettings {
        if (halfLife.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new SettingException(HALF_LIFE, "'" + halfLife + "' is shorter than 1s");
        }
        if (emitInterval.isNegative() || emitInterval.isZero()) {
            throw new SettingException(EMIT_INTERVAL, "'" + emitInterval + "' is not positive");
        }
    }

    public static ItemSettings from(Settings settings) {
        return new ItemSettings(
                settings.duration(HALF_LIFE, Duration.ofDays(7)),
                settings.duration(EMIT_INTERVAL, Duration.ofSeconds(1)),
                settings.integer(TOP, 500, 1, 10_000),
                settings.integer(REMEMBERED, 32, 0, 10_000));
    }
}
