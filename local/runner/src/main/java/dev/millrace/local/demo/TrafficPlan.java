package dev.millrace.local.demo;

import dev.millrace.local.demo.traffic.RunTag;
import dev.millrace.local.demo.traffic.SensorFiles;
import dev.millrace.local.demo.traffic.SensorGenerator;
import dev.millrace.local.demo.traffic.SensorPlan;
import dev.millrace.local.demo.traffic.SensorTraffic;
import dev.millrace.local.demo.traffic.TruthWindow;
import dev.millrace.local.demo.traffic.UserFile;
import dev.millrace.local.demo.traffic.UserGenerator;
import dev.millrace.local.demo.traffic.UserPlan;
import dev.millrace.local.demo.traffic.UserTraffic;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which flows run, with what, and how fast; null where a flow does not run. */
record TrafficPlan(
        @Nullable SensorTraffic sensors,
        @Nullable Pace sensorPace,
        @Nullable UserTraffic users,
        @Nullable Pace userPace) {
    private static final double TRAIN_GENERATED = .4;
    private static final double TRAIN_SENSOR_FILES = .3;
    private static final double TRAIN_USER_FILE = .7;
    /** Of a user file, events a second: each is several messages within the platform. */
    private static final double FILE_USER_RATE = 500;

    private static final double HISTORY_SPEEDUP = 2;
    /** History of users is dense, and goes through in about the time that the sensors' takes. */
    private static final double USER_HISTORY_SPEEDUP = HISTORY_SPEEDUP * UserPlan.HISTORY_DENSITY;

    /** Reads the files, or sets the generator up; rows left out go to {@code problems}. */
    static TrafficPlan of(DemoOptions options, RunTag tag, long nowMillis, Consumer<String> problems) {
        if (options.generated()) {
            return generated(options, tag, nowMillis);
        }
        SensorTraffic sensors = options.sensorData().isEmpty()
                ? null
                : SensorFiles.read(
                        options.sensorData(),
                        options.sensorLabels(),
                        or(options.trainFraction(), TRAIN_SENSOR_FILES),
                        tag.suffix(),
                        nowMillis,
                        problems);
        UserTraffic users = options.userData() == null
                ? null
                : UserFile.read(
                        options.userData(),
                        options.items(),
                        or(options.trainFraction(), TRAIN_USER_FILE),
                        tag.suffix(),
                        nowMillis,
                        problems);
        Pace sensorPace = sensors == null
                ? null
                : replay(
                        options,
                        options.rate(),
                        DemoOptions.DEFAULT_RATE,
                        sensors.history().count() + sensors.live().count());
        Pace userPace = users == null
                ? null
                : replay(
                        options,
                        options.userRate(),
                        FILE_USER_RATE,
                        users.history().count() + users.live().count());
        return new TrafficPlan(sensors, sensorPace, users, userPace);
    }

    private static TrafficPlan generated(DemoOptions options, RunTag tag, long nowMillis) {
        double seconds = or(options.seconds(), DemoOptions.DEFAULT_SECONDS);
        double rate = or(options.rate(), DemoOptions.DEFAULT_RATE);
        double userRate = or(options.userRate(), DemoOptions.DEFAULT_USER_RATE);
        double train = or(options.trainFraction(), TRAIN_GENERATED);
        var sensors = SensorPlan.of(seconds * rate, train, nowMillis, options.seed(), tag.prefix());
        var users = UserPlan.of(seconds, userRate, train, nowMillis, options.seed(), tag.prefix());
        return new TrafficPlan(
                new SensorGenerator(sensors).traffic(),
                Pace.generated(rate * HISTORY_SPEEDUP, rate),
                new UserGenerator(users).traffic(),
                Pace.generated(userRate * USER_HISTORY_SPEEDUP, userRate));
    }

    private static Pace replay(DemoOptions options, @Nullable Double given, double usual, long events) {
        if (options.speed() != null) {
            return Pace.ownTime(options.speed());
        }
        if (given != null) {
            return Pace.closedLoop(given, given);
        }
        if (options.seconds() != null) {
            double rate = events / options.seconds();
            return Pace.closedLoop(rate, rate);
        }
        return Pace.closedLoop(usual * HISTORY_SPEEDUP, usual);
    }

    /** The same with more that is known to be anomalous. */
    TrafficPlan with(List<TruthWindow> more) {
        return sensors == null ? this : new TrafficPlan(sensors.with(more), sensorPace, users, userPace);
    }

    /** What is known to be anomalous; empty where nothing is known. */
    List<TruthWindow> truth() {
        List<TruthWindow> known = sensors == null ? null : sensors.truth();
        return known == null ? List.of() : known;
    }

    /** The plan in a few words. */
    String inWords() {
        var words = new StringBuilder();
        if (sensors != null) {
            words.append(String.format(
                    Locale.ROOT,
                    "%,d sensors, %,d readings before training and %,d after",
                    sensors.sensors(),
                    sensors.history().count(),
                    sensors.live().count()));
            if (sensors.truth() != null) {
                words.append(", ").append(sensors.truth().size()).append(" known anomalies");
            }
        }
        if (users != null) {
            words.append(words.isEmpty() ? "" : "\n");
            words.append(String.format(
                    Locale.ROOT,
                    "%,d items, %,d user events before training and %,d after",
                    users.catalogue().size(),
                    users.history().count(),
                    users.live().count()));
        }
        return words.toString();
    }

    private static double or(@Nullable Double given, double usual) {
        return given == null ? usual : given;
    }
}
