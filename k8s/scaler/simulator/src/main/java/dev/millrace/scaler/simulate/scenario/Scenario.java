package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.Checks;
import dev.millrace.load.arrival.RateCurve;
import dev.millrace.servicekit.SettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated.
 *
 * @param name of one word, the report's file name
 * @param description what it asks, for a reader of the report
 * @param duration of the run
 * @param step of time: 100 ms where the file says nothing; .5 to 1 s for thousands of partitions
 * @param observe how often the contenders look, 1 s (or a step, where that is longer) where the file says nothing
 * @param seed of the arrivals
 * @param begins ISO-8601 instant of second 0, for schedules; a Monday's midnight (UTC) where the file says nothing
 * @param slo a record that takes longer is late
 * @param partitions of the topic
 * @param arrivals rate over time; null where {@code recorded} is given
 * @param recorded CSV file with the columns {@code seconds} and {@code records}, from the scenario's folder
 * @param workers what a worker is like
 * @param nodes that workers need; null where there is always room
 * @param kills workers that die
 * @param scaling who is compared
 */
public record Scenario(
        String name,
        String description,
        Duration duration,
        Duration step,
        Duration observe,
        long seed,
        String begins,
        Duration slo,
        Partitions partitions,
        @Nullable ArrivalSpec arrivals,
        @Nullable String recorded,
        Workers workers,
        @Nullable Nodes nodes,
        List<Kill> kills,
        Scaling scaling) {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final double MOST_STEPS = 5e6;

    public Scenario(
            @Nullable String name,
            @Nullable String description,
            @Nullable Duration duration,
            @Nullable Duration step,
            @Nullable Duration observe,
            long seed,
            @Nullable String begins,
            @Nullable Duration slo,
            @Nullable Partitions partitions,
            @Nullable ArrivalSpec arrivals,
            @Nullable String recorded,
            @Nullable Workers workers,
            @Nullable Nodes nodes,
            @Nullable List<Kill> kills,
            @Nullable Scaling scaling) {
        this.name = required("name", name, "such as flash-sale");
        if (!this.name.matches("[\\w.-]+")) {
            throw new SettingException("name", "'" + name + "' is not a word of letters, digits, '.', '_' and '-'");
        }
        this.description = description == null ? "" : description;
        this.duration = required("duration", duration, "such as 30m");
        this.step = step == null ? STEP : step;
        this.observe = observe != null ? observe : this.step.compareTo(LOOK) > 0 ? this.step : LOOK;
        this.seed = seed;
        this.begins = begins == null ? "2026-01-05T00:00:00Z" : begins;
        this.slo = required("slo", slo, "such as 2s");
        this.partitions = required("partitions", partitions, "such as {count: 12}");
        this.arrivals = arrivals;
        this.recorded = recorded;
        this.workers = required("workers", workers, "such as {rate: 450, startup: 4s}");
        this.nodes = nodes;
        this.kills = kills == null ? List.of() : List.copyOf(kills);
        this.scaling = required("scaling", scaling, "such as {min: 0, max: 12, fixed: [4]}");
        Checks.within("step", stepSeconds(), .001, 60);
        Checks.within("observe", observeSeconds(), stepSeconds(), 600);
        Checks.within("slo", sloSeconds(), .001, 1e6);
        if (!(this.duration.toNanos() / 1e9 / stepSeconds() <= MOST_STEPS) || steps() < 1) {
            throw new SettingException(
                    "duration", "'" + duration + "' is not from one 'step' to five million, of " + this.step);
        }
        if ((arrivals == null) == (recorded == null)) {
            throw new SettingException("arrivals", "or 'recorded' is required, one of both");
        }
        if (this.scaling.max() < this.workers.initial()) {
            throw new SettingException(
                    "workers.initial", "'" + this.workers.initial() + "' is above scaling.max " + this.scaling.max());
        }
        beginsAt();
    }

    public int steps() {
        return (int) (duration.toNanos() / step.toNanos());
    }

    public double stepSeconds() {
        return step.toNanos() / 1e9;
    }

    public double observeSeconds() {
        return observe.toNanos() / 1e9;
    }

    public double sloSeconds() {
        return slo.toNanos() / 1e9;
    }

    /** Second 0 on the calendar. */
    public Instant beginsAt() {
        try {
            return Instant.parse(begins);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "setting 'begins': '" + begins + "' is not an instant such as 2026-01-05T17:30:00Z", e);
        }
    }

    /** Records per second over the run. Throws {@link IOException} where a recording cannot be read. */
    public RateCurve curve() throws IOException {
        if (arrivals != null) {
            return arrivals.curve(duration);
        }
        return RecordedArrivals.read(Path.of(Objects.requireNonNull(recorded)));
    }

    /** The same with other dice. */
    public Scenario withSeed(long other) {
        return with(other, recorded, scaling);
    }

    /** The same with its files looked for in a folder. */
    Scenario in(Path folder) {
        return with(seed, recorded == null ? null : folder.resolve(recorded).toString(), scaling.in(folder));
    }

    private Scenario with(long dice, @Nullable String recording, Scaling compared) {
        return new Scenario(
                name,
                description,
                duration,
                step,
                observe,
                dice,
                begins,
                slo,
                partitions,
                arrivals,
                recording,
                workers,
                nodes,
                kills,
                compared);
    }

    private static <T> T required(String key, @Nullable T value, String example) {
        if (value == null) {
            throw new SettingException(key, "is required, " + example);
        }
        return value;
    }
}
