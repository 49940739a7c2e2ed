package dev.millrace.streams.flink.sensors;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of job sensor-windows. Serializable: it travels inside the job graph.
 *
 * @param model whose requests the windows become; names the topic {@code inference.<model>}
 * @param outOfOrderness how far event time may run backwards before the watermark passes it
 * @param idleness a partition without records for this long does not hold the watermark back
 * @param stateTtl time on the wall clock after which a silent sensor is forgotten
 * @param cacheMegabytes heap of each task for the decoded states of the sensors that were heard last
 * @param size see {@link WindowConfig}, as are {@code hop}, {@code calibration}, {@code clip} and {@code retained}
 */
public record SensorSettings(
        String model,
        Duration outOfOrderness,
        Duration idleness,
        Duration stateTtl,
        int cacheMegabytes,
        int size,
        int hop,
        int calibration,
        double clip,
        int retained)
        implements Serializable {
    public static final String MODEL = "sensor.model";
    public static final String OUT_OF_ORDERNESS = "sensor.out-of-orderness";
    public static final String IDLENESS = "sensor.idleness";
    public static final String STATE_TTL = "sensor.state-ttl";
    public static final String CACHE = "sensor.cache-mb";
    public static final String SIZE = "window.size";
    public static final String HOP = "window.hop";
    public static final String CALIBRATION = "window.calibration";
    public static final String CLIP = "window.clip";
    public static final String RETAINED = "window.retained";

    private static final int MANY = 100_000;

    public SensorSettings {
        positive(OUT_OF_ORDERNESS, outOfOrderness);
        positive(IDLENESS, idleness);
        positive(STATE_TTL, stateTtl);
    }

    public static SensorSettings from(Settings settings) {
        WindowConfig window = WindowConfig.defaults();
        var read = new SensorSettings(
                settings.text(MODEL, "sensor-anomaly"),
                settings.duration(OUT_OF_ORDERNESS, Duration.ofSeconds(10)),
                settings.duration(IDLENESS, Duration.ofSeconds(5)),
                settings.duration(STATE_TTL, Duration.ofDays(30)),
                settings.integer(CACHE, 128, 1, 65_536),
                settings.integer(SIZE, window.size(), 2, MANY),
                settings.integer(HOP, window.hop(), 1, MANY),
                settings.integer(CALIBRATION, window.calibration(), 2, MANY),
                settings.number(CLIP, window.clip(), Double.MIN_NORMAL, Double.MAX_VALUE),
                settings.integer(RETAINED, window.retained(), 2, MANY));
        try {
            read.window();
        } catch (IllegalArgumentException e) {
            throw new SettingException("window.*", String.valueOf(e.getMessage()));
        }
        return read;
    }

    WindowConfig window() {
        return new WindowConfig(size, hop, calibration, clip, retained);
    }

    private static void positive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new SettingException(key, "'" + duration + "' is not positive");
        }
    }
}
