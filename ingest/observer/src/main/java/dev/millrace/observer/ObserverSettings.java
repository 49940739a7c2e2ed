package dev.millrace.observer;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Settings of the observer.
 *
 * @param period {@code observer.period} (2s): time between two looks at Kafka
 * @param kafkaTimeout {@code kafka.timeout} (2s): longest that one look may take
 * @param groups {@code observer.groups}: regular expression of the groups that are watched; by default all but those of Kafka itself
 *     ({@code __}...) and of people that look on ({@code console-consumer-}..., {@code millrace-tail-}...)
 * @param partitionsMax {@code observer.partitions-max} (200): a topic of more partitions has metrics of the whole only, under the
 *     partition {@code all}
 */
public record ObserverSettings(Duration period, Duration kafkaTimeout, Pattern groups, int partitionsMax) {
    private static final String GROUPS = "(?!__|console-consumer-|millrace-tail-).*";
    private static final int PARTITIONS_MAX = 200;
    private static final Duration PERIOD = Duration.ofSeconds(2);

    public ObserverSettings {
        requireBetween("observer.period", period, Duration.ofMillis(50), Duration.ofMinutes(1));
        requireBetween("kafka.timeout", kafkaTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        if (partitionsMax < 1) {
            throw new SettingException("observer.partitions-max", "'" + partitionsMax + "' is not positive");
        }
    }

    public static ObserverSettings defaults() {
        return new ObserverSettings(PERIOD, Duration.ofSeconds(2), Pattern.compile(GROUPS), PARTITIONS_MAX);
    }

    public static ObserverSettings from(Settings settings) {
        return new ObserverSettings(
                settings.duration("observer.period", PERIOD),
                settings.duration("kafka.timeout", Duration.ofSeconds(2)),
                pattern(settings.text("observer.groups", GROUPS)),
                settings.integer("observer.partitions-max", PARTITIONS_MAX, 1, 100_000));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new SettingException(
                    "observer.groups", "'" + text + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static void requireBetween(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new SettingException(key, "'" + value + "' is not between " + least + " and " + most);
        }
    }
}
