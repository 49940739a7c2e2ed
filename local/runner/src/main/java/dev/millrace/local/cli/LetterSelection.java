package dev.millrace.local.cli;

import dev.millrace.local.dlq.LetterFilter;
import dev.millrace.local.dlq.LetterId;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Settings;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterSelection {
    @Option(names = "--topic", paramLabel = "TOPIC", description = "Of records of this topic.")
    @Nullable
    String topic;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "Refused by this stage, such as flink.sensor-windows.")
    @Nullable
    String stage;

    @Option(names = "--kind", paramLabel = "KIND", description = "Of this kind, such as malformed or inference.")
    @Nullable
    String kind;

    @Option(names = "--model", paramLabel = "NAME[/VERSION]", description = "Where this model was involved.")
    @Nullable
    String model;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Refused since: 90s, 15m, 2h, 7d, or 2026-01-31T12:00:00Z.")
    @Nullable
    String since;

    @Option(names = "--key", paramLabel = "KEY", description = "With this record key.")
    @Nullable
    String key;

    LetterFilter filter(Set<LetterId> ids) {
        return new LetterFilter(topic, stage, kind, model, sinceInstant(), key, ids);
    }

    private @Nullable Instant sinceInstant() {
        if (since == null) {
            return null;
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException notAnInstant) {
            Instant now = Clocks.wall().instant();
            return now.minus(Settings.of(Map.of("--since", since)).duration("--since", java.time.Duration.ZERO));
        }
    }
}
