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
 * @param gather how long the broker gathers events for one fetch; with the buffers' .2 s it is what a list may be late beside {@code
 *     emitInterval}
 * @param top items in the list
 * @param remembered newest event identities that each item knows, to recognise a repetition
 */
public record ItemSettings(Duration halfLife, Duration emitInterval, Duration gather, int top, int remembered)
        implements Serializable {
    public static final String HALF_LIFE = "popularity.half-life";
    public static final String EMIT_INTERVAL = "popularity.emit-interval";
    public static final String GATHER = "popularity.gather";
    public static final String TOP = "popularity.top";
    public static final String REMEMBERED = "popularity.remembered";

    /** A fetch must end well before its request times out. */
    private static final Duration MOST_GATHER = Duration.ofSeconds(5);

    public ItemSettings {
        if (halfLife.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new SettingException(HALF_LIFE, "'" + halfLife + "' is shorter than 1s");
        }
        if (emitInterval.isNegative() || emitInterval.isZero()) {
            throw new SettingException(EMIT_INTERVAL, "'" + emitInterval + "' is not positive");
        }
        if (gather.isNegative() || gather.compareTo(MOST_GATHER) > 0) {
            throw new SettingException(GATHER, "'" + gather + "' is not from 0s to " + MOST_GATHER);
        }
    }

    public static ItemSettings from(Settings settings) {
        return new ItemSettings(
                settings.duration(HALF_LIFE, Duration.ofDays(7)),
                settings.duration(EMIT_INTERVAL, Duration.ofSeconds(1)),
                settings.duration(GATHER, Duration.ofMillis(200)),
                settings.integer(TOP, 500, 1, 10_000),
                settings.integer(REMEMBERED, 32, 0, 10_000));
    }
}
