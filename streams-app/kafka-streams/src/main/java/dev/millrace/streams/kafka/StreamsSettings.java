package dev.millrace.streams.kafka;

import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.core.recommend.UserStateConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the streams process.
 *
 * @param applicationId {@code application.id}: consumer group, and prefix of the changelog topics
 * @param instanceId {@code instance.id}, by default {@code process.name}: name of this process in the group. It must be unique
 *     in the group and stay the same over restarts: a restarted process takes its tasks back without a rebalance
 * @param stateDir {@code data.dir}: RocksDB lives here and is kept over restarts
 * @param threads {@code threads}: stream threads
 * @param guarantee {@code processing.guarantee}: effectively-once or exactly-once
 * @param commitInterval {@code commit.interval}: how much is replayed after a crash, at most; with exactly-once also how long a
 *     result waits until committed readers see it
 * @param sessionTimeout {@code session.timeout}: after that a silent process loses its tasks to the others
 * @param topicsDeadline {@code topics.deadline}: how long to wait at start for topics that do not exist
 * @param userActivity {@code features.user-activity}: whether every user event also writes the feature view user_activity
 * @param k {@code recommend.k}: items that an event-triggered request asks for
 * @param seen {@code recommend.seen}: distinct items of a user that are not recommended again, the most recent; they go along
 *     with every request
 * @param cacheMegabytes {@code state.cache-mb}: states changed since the last commit are kept here and written once; one that
 *     finds no room is written at once
 * @param rocksMegabytes {@code state.rocksdb-mb}: native memory of all stores together, a third of it for writes; with millions
 *     of keys their filters (1.25 bytes a key) should find room here
 */
public record StreamsSettings(
        String applicationId,
        String instanceId,
        Path stateDir,
        int threads,
        Guarantee guarantee,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration topicsDeadline,
        boolean userActivity,
        int k,
        int seen,
        int cacheMegabytes,
        int rocksMegabytes) {
    public StreamsSettings {
        requireRange("commit.interval", commitInterval, Duration.ofMillis(10), Duration.ofSeconds(30));
        requireRange("session.timeout", sessionTimeout, Duration.ofSeconds(1), Duration.ofMinutes(30));
        requireRange("topics.deadline", topicsDeadline, Duration.ZERO, Duration.ofHours(1));
    }

    public static StreamsSettings from(Settings settings) {
        Guarantee guarantee = Guarantee.parse(
                "processing.guarantee", settings.text("processing.guarantee", Guarantee.EFFECTIVELY_ONCE.label()));
        return new StreamsSettings(
                settings.text("application.id", "millrace-streams"),
                settings.text("instance.id", settings.text("process.name", "streams")),
                settings.path("data.dir"),
                settings.integer("threads", 2, 1, 64),
                guarantee,
                settings.duration("commit.interval", defaultCommitInterval(guarantee)),
                settings.duration("session.timeout", Duration.ofSeconds(6)),
                settings.duration("topics.deadline", Duration.ofSeconds(60)),
                flag(settings, "features.user-activity", true),
                settings.integer("recommend.k", RecommendationRequest.DEFAULT_K, 1, RecommendationRequest.MAX_K),
                settings.integer("recommend.seen", UserStateConfig.defaults().seen(), 1, 100_000),
                settings.integer("state.cache-mb", 16, 0, 65_536),
                settings.integer("state.rocksdb-mb", 36, 12, 1_048_576));
    }

    /**
     * A commit stops its thread for some milliseconds, so it must be rare where nobody waits for it; with transactions readers
     * wait for it, so it must be frequent.
     */
    private static Duration defaultCommitInterval(Guarantee guarantee) {
        return guarantee == Guarantee.EXACTLY_ONCE ? Duration.ofMillis(100) : Duration.ofMillis(500);
    }

    private static boolean flag(Settings settings, String key, boolean otherwise) {
        return switch (settings.text(key, Boolean.toString(otherwise))) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new SettingException(key, "'" + settings.text(key) + "' must be true or false");
        };
    }

    private static void requireRange(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new SettingException(key, value + " is not from " + min + " to " + max);
        }
    }
}
