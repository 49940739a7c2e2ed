package dev.millrace.streams.kafka;

import dev.millrace.servicekit.SettingException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/** What a failure may do to the results. */
public enum Guarantee {
    /** At-least-once transport; repetitions carry the same id and change no state. */
    EFFECTIVELY_ONCE(StreamsConfig.AT_LEAST_ONCE),
    /** Kafka transactions; whoever reads committed sees every result once. */
    EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2);

    private final String streamsValue;

    Guarantee(String streamsValue) {
        this.streamsValue = streamsValue;
    }

    /** Value of Kafka Streams' {@code processing.guarantee}. */
    String streamsValue() {
        return streamsValue;
    }

    /** The form of settings: {@code effectively-once}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Guarantee parse(String key, String value) {
        return Arrays.stream(values())
                .filter(guarantee -> guarantee.label().equals(value))
                .findFirst()
                .orElseThrow(
                        () -> new SettingException(key, "'" + value + "' must be effectively-once or exactly-once"));
    }
}
