package dev.millrace.load.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.RateCurve;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, and what is expected of it.
 *
 * @param name letters, digits and {@code -}; names the report
 * @param description one sentence for the reader of the report
 * @param platform what the scenario starts for itself, unless it is run against a cluster
 * @param models which models answer
 * @param historyRate readings per second of the sensors' history, which is sent first
 * @param warmUp traffic that is not measured, before {@code duration} that is
 * @param settle the warm-up of all repetitions but the first, whose platform is warm by then; {@code warmUp} where left out
 * @param repeat how often the traffic is run, each time with sensors and users of its own
 * @param patience how long after the last result what is still owed counts as lost
 * @param bare how long the same traffic is measured through Kafka alone, after the last repetition, on a broker of its own; 0: not
 * @param processes that send; 0: threads of the measuring process
 * @param lingerMillis how long the senders' producers wait for company; 0 for latency, some for throughput
 * @param seed of all traffic
 * @param sensors null: none
 * @param users null: none
 * @param steps faults and scaling
 * @param expect what must hold for exit code 0
 * @param prices for estimates of cost and energy
 * @param published figures of others beside which ours are put
 */
public record Scenario(
        String name,
        String description,
        PlatformSpec platform,
        @Nullable Models models,
        double historyRate,
        Duration warmUp,
        Duration settle,
        Duration duration,
        int repeat,
        Duration patience,
        Duration bare,
        int processes,
        int lingerMillis,
        long seed,
        @Nullable SensorLoad sensors,
        @Nullable UserLoad users,
        List<Step> steps,
        List<Expectation> expect,
        Prices prices,
        List<Published> published) {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_PROCESSES = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final double HISTORY_RATE = 4000;

    @JsonCreator
    @SuppressWarnings({"NullAway", "TooManyParameters"}) // Jackson leaves out what the file leaves out
    static Scenario of(
            @Nullable String name,
            @Nullable String description,
            @Nullable PlatformSpec platform,
            @Nullable Models models,
            @Nullable Double historyRate,
            @Nullable Duration warmUp,
            @Nullable Duration settle,
            @Nullable Duration duration,
            @Nullable Integer repeat,
            @Nullable Duration patience,
            @Nullable Duration bare,
            @Nullable Integer processes,
            @Nullable Integer lingerMs,
            @Nullable Long seed,
            @Nullable SensorLoad sensors,
            @Nullable UserLoad users,
            @Nullable List<Step> steps,
            @Nullable List<Expectation> expect,
            @Nullable Prices prices,
            @Nullable List<Published> published) {
        return new Scenario(
                name == null ? "" : name,
                description == null ? "" : description,
                platform == null ? PlatformSpec.usual() : platform,
                models,
                historyRate == null ? HISTORY_RATE : historyRate,
                warmUp == null ? WARM_UP : warmUp,
                settle != null ? settle : warmUp != null ? warmUp : WARM_UP,
                duration == null ? Duration.ofSeconds(30) : duration,
                repeat == null ? 1 : repeat,
                patience == null ? Duration.ofSeconds(30) : patience,
                bare == null ? Duration.ZERO : bare,
                processes == null ? 1 : processes,
                lingerMs == null ? 0 : lingerMs,
                seed == null ? 1 : seed,
                sensors,
                users,
                steps == null ? List.of() : List.copyOf(steps),
                expect == null ? List.of() : List.copyOf(expect),
                prices == null ? Prices.usual() : prices,
                published == null ? List.of() : List.copyOf(published));
    }

    public Scenario {
        require(name.matches("[a-z0-9][a-z0-9-]{0,99}"), "name", name, "lower-case letters, digits and -");
        require(!warmUp.isNegative() && warmUp.compareTo(LONGEST) <= 0, "warm-up", warmUp, "from 0s to 24h");
        require(
                !settle.isNegative() && settle.compareTo(warmUp) <= 0,
                "settle",
                settle,
                "from 0s to warm-up " + warmUp);
        require(positive(duration), "duration", duration, "longer than 0s and at most 24h");
        require(positive(patience), "patience", patience, "longer than 0s and at most 24h");
        require(!bare.isNegative() && bare.compareTo(LONGEST) <= 0, "bare", bare, "from 0s to 24h");
        require(repeat >= 1 && repeat <= 100, "repeat", repeat, "from 1 to 100");
        require(processes >= 0 && processes <= MOST_PROCESSES, "processes", processes, "from 0 to " + MOST_PROCESSES);
        if (sensors == null && users == null) {
            throw new IllegalArgumentException("scenario " + name + " sends nothing: it needs 'sensors' or 'users'");
        }
        require(historyRate > 0, "history-rate", historyRate, "positive");
        if (models != null
                && models.sensorAnomaly() == Models.SensorModel.TRAINED
                && (sensors == null || sensors.historySamples() == 0)) {
            throw new IllegalArgumentException(
                    "scenario " + name
                            + " wants a trained sensor-anomaly model: it needs sensors with history-sensors and history-samples");
        }
        for (Step step : steps) {
            require(step.at().compareTo(duration) <= 0, "steps.at", step.at(), "within duration " + duration);
        }
    }

    private static boolean positive(Duration given) {
        return !given.isZero() && !given.isNegative() && given.compareTo(LONGEST) <= 0;
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be %s, it is '%s'", key, rule, value));
        }
    }

    /** Events per second of all flows, the mean of the measured part. */
    public double measuredRate() {
        return (sensors == null ? 0 : measuredRate(sensors.arrivals()))
                + (users == null ? 0 : measuredRate(users.arrivals()));
    }

    /** Events per second of one flow, the mean of the measured part. */
    public double measuredRate(ArrivalSpec arrivals) {
        RateCurve curve = arrivals.curve(warmUp.plus(duration));
        double begin = warmUp.toMillis() / 1000.0;
        double length = duration.toMillis() / 1000.0;
        return (curve.expected(begin + length) - curve.expected(begin)) / length;
    }

    /** The same at {@code factor} times the rates. */
    public Scenario times(double factor) {
        return with(
                warmUp,
                duration,
                repeat,
                steps,
                sensors == null ? null : sensors.withArrivals(sensors.arrivals().times(factor)),
                users == null ? null : users.withArrivals(users.arrivals().times(factor)));
    }

    public Scenario withRepeat(int given) {
        return with(warmUp, duration, given, steps, sensors, users);
    }

    /** The same with a measured part of another length. */
    public Scenario withDuration(Duration given) {
        return with(warmUp, given, repeat, steps, sensors, users);
    }

    /** The same without faults and scaling. */
    public Scenario withoutSteps() {
        return with(warmUp, duration, repeat, List.of(), sensors, users);
    }

    /** The same for another repetition on a platform that is warm: the short warm-up, and arrivals that begin within it. */
    public Scenario again() {
        double factor = warmUp.isZero() ? 1 : (double) settle.toMillis() / warmUp.toMillis();
        return with(
                settle,
                duration,
                repeat,
                steps,
                sensors == null ? null : sensors.withArrivals(sensors.arrivals().sooner(factor)),
                users == null ? null : users.withArrivals(users.arrivals().sooner(factor)));
    }

    private Scenario with(
            Duration newWarmUp,
            Duration newDuration,
            int newRepeat,
            List<Step> newSteps,
            @Nullable SensorLoad newSensors,
            @Nullable UserLoad newUsers) {
        return new Scenario(
                name,
                description,
                platform,
                models,
                historyRate,
                newWarmUp,
                settle,
                newDuration,
                newRepeat,
                patience,
                bare,
                processes,
                lingerMillis,
                seed,
                newSensors,
                newUsers,
                newSteps,
                expect,
                prices,
                published);
    }
}
