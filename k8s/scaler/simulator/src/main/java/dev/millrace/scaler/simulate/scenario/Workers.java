package dev.millrace.scaler.simulate.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.load.arrival.Checks;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is like.
 *
 * @param recordsPerSecond that a worker answers when it never waits for work; from {@code rate} or {@code batch} in the file
 * @param serviceSeconds that a record takes in a worker that has nothing else to do
 * @param startup from a worker's start to its first record
 * @param startingAtOnce most that start at the same time, the others wait: on one machine they would be in each other's way
 * @param commit how often a worker commits its offsets: what it has answered since then still counts as lag
 * @param rebalance how long nobody reads after the group has changed; none in a share group
 * @param sharing whether a partition can feed several workers
 * @param deal which partitions a worker of a consumer group gets
 * @param initial workers that are ready at the begin
 */
public record Workers(
        double recordsPerSecond,
        double serviceSeconds,
        Duration startup,
        int startingAtOnce,
        Duration commit,
        Duration rebalance,
        Sharing sharing,
        Deal deal,
        int initial) {
    private static final double FASTEST = 1e9;
    private static final Duration COMMIT = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Of anything; so many at once are all at once. */
    public static final int MOST = 100_000;

    /** Which partitions go to a worker. */
    public enum Deal {
        /** Neighbours, as Kafka's range assignor does. */
        @JsonProperty("contiguous")
        CONTIGUOUS,
        /** One to each in turn. */
        @JsonProperty("round-robin")
        ROUND_ROBIN
    }

    /** Who may read a partition, in the words of a ScaledObject's trigger. */
    enum Readers {
        @JsonProperty("group")
        GROUP,
        @JsonProperty("share")
        SHARE
    }

    /** The keys of the file: {@code rate} or {@code batch}, one of both. */
    @com.fasterxml.jackson.annotation.JsonCreator
    static Workers read(
            @JsonProperty("rate") @Nullable Double rate,
            @JsonProperty("batch") @Nullable BatchTime batch,
            @JsonProperty("startup") @Nullable Duration startup,
            @JsonProperty("starting-at-once") @Nullable Integer startingAtOnce,
            @JsonProperty("commit") @Nullable Duration commit,
            @JsonProperty("rebalance") @Nullable Duration rebalance,
            @JsonProperty("sharing") @Nullable Readers sharing,
            @JsonProperty("deal") @Nullable Deal deal,
            @JsonProperty("initial") int initial) {
        if ((rate == null) == (batch == null)) {
            throw new SettingException(
                    "workers", "needs either 'rate', records per second, or 'batch' with the time that a batch takes");
        }
        boolean group = sharing != Readers.SHARE;
        return new Workers(
                rate == null ? requireBatch(batch).recordsPerSecond() : rate,
                batch == null ? 0 : batch.seconds(1),
                startup == null ? Duration.ZERO : startup,
                startingAtOnce == null ? MOST : startingAtOnce,
                commit == null ? COMMIT : commit,
                rebalance == null ? (group ? PAUSE : Duration.ZERO) : rebalance,
                group ? Sharing.ONE_WORKER : Sharing.ANY_WORKER,
                deal == null ? Deal.CONTIGUOUS : deal,
                initial);
    }

    public Workers {
        Checks.within("workers.rate", recordsPerSecond, 1e-6, FASTEST);
        Checks.within("workers.service-seconds", serviceSeconds, 0, 1e6);
        Checks.within("workers.startup", seconds(startup), 0, 1e6);
        Checks.within("workers.starting-at-once", startingAtOnce, 1, MOST);
        Checks.within("workers.commit", seconds(commit), 0, 1e4);
        Checks.within("workers.rebalance", seconds(rebalance), 0, 1e4);
        Checks.within("workers.initial", initial, 0, MOST);
    }

    public double startupSeconds() {
        return seconds(startup);
    }

    public double commitSeconds() {
        return seconds(commit);
    }

    public double rebalanceSeconds() {
        return seconds(rebalance);
    }

    private static BatchTime requireBatch(@Nullable BatchTime batch) {
        if (batch == null) {
            throw new SettingException("workers.batch", "is missing");
        }
        return batch;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
