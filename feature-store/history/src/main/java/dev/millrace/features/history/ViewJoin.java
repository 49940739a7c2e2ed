package dev.millrace.features.history;

import dev.millrace.features.views.Feature;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * For each entity row the newest row of one view whose event time is not after it.
 *
 * <p>In two steps, so that the history is never sorted as a whole and repetitions need no pass of their own. First an ASOF join over
 * nothing but keys and times finds the event time, for which repetitions make no difference. Then a hash join of these few with the
 * history fetches the features, and the first of repeated rows is taken.
 *
 * <p>With {@code asKnown} a row can be used from the later of its event time and its creation on. Over the rows of an entity in that
 * order, the newest event so far is a running maximum; the ASOF join is over that order.
 */
final class ViewJoin {
    private static final String EVENT = "epoch_us(" + Columns.EVENT_TIME + ")::HUGEINT * 1000 + " + Columns.EVENT_NANOS;
    private static final String CREATED = "epoch_us(" + Columns.CREATED + ")::HUGEINT * 1000";

    /** What of the event time is beyond the microsecond, before 1970 too. */
    private static final String NANOS = "((m.best % 1000 + 1000) % 1000)";

    private final Columns columns;
    private final List<Feature> features;
    private final boolean asKnown;
    private final @Nullable Duration timeToLive;

    ViewJoin(Columns columns, List<Feature> features, boolean asKnown, @Nullable Duration timeToLive) {
        this.columns = columns;
        this.features = List.copyOf(features);
        this.asKnown = asKnown;
        this.timeToLive = timeToLive;
    }

    /**
     * Makes the table {@code result} of r and f0, f1 and so on out of the table {@code asked} of r, t and keys; an entity row without
     * history has no row in it.
     */
    void run(DuckDb db, List<Path> files, String asked, String result) throws SQLException {
        String matched = result + "_matched";
        db.execute("DROP TABLE IF EXISTS " + matched);
        db.execute("DROP TABLE IF EXISTS " + result);
        String source = Sql.parquet(files);
        db.execute("CREATE TEMP TABLE " + matched + " AS SELECT a.r, a.t, " + keys("a.k")
                + ", h.best FROM " + asked + " a ASOF JOIN (" + (asKnown ? known(source) : events(source)) + ") h ON "
                + each(i -> "a.k" + i + " = h.k" + i, " AND ") + " AND a.t >= h.available" + live());
        db.execute("CREATE TEMP TABLE " + result + " AS SELECT m.r" + values(db, source) + " FROM " + matched
                + " m JOIN " + source + " h ON " + sameKeys() + " AND h." + Columns.EVENT_TIME
                + " = make_timestamptz(((m.best - "
                + NANOS + ") // 1000)::BIGINT) AND h." + Columns.EVENT_NANOS + " = " + NANOS
                + " QUALIFY row_number() OVER (PARTITION BY m.r ORDER BY h." + Columns.CREATED + ", h."
                + Columns.PARTITION + ", h." + Columns.OFFSET + ") = 1");
        db.execute("DROP TABLE " + matched);
    }

    /** The table {@link #run} would make, without rows. */
    void none(DuckDb db, String result) throws SQLException {
        String values = IntStream.range(0, features.size())
                .mapToObj(i -> ", f" + i + " " + Columns.type(features.get(i).type()))
                .collect(Collectors.joining());
        db.execute("CREATE TEMP TABLE " + result + " (r BIGINT" + values + ")");
    }

    private String events(String source) {
        return "SELECT " + ownKeys() + ", " + EVENT + " AS best, best AS available FROM " + source;
    }

    private String known(String source) {
        return "SELECT " + keys("k") + ", available, max(event) OVER (PARTITION BY " + keys("k")
                + " ORDER BY available RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS best FROM (SELECT "
                + ownKeys() + ", " + EVENT + " AS event, greatest(event, " + CREATED + ") AS available FROM " + source
                + ")";
    }

    /** As in Feast: a row as old as the time to live still counts. */
    private String live() {
        return timeToLive == null ? "" : " WHERE h.best >= a.t - " + nanos(timeToLive) + "::HUGEINT";
    }

    static String nanos(Duration duration) {
        return java.math.BigInteger.valueOf(duration.getSeconds())
                .multiply(java.math.BigInteger.valueOf(1_000_000_000L))
                .add(java.math.BigInteger.valueOf(duration.getNano()))
                .toString();
    }

    private int width() {
        return Math.max(1, columns.keys().size());
    }

    private String keys(String prefix) {
        return each(i -> prefix + i, ", ");
    }

    /** The history's keys as k0, k1 and so on; one constant for a view without entities. */
    private String ownKeys() {
        return columns.keys().isEmpty() ? "0 AS k0" : each(i -> ownKey(i) + " AS k" + i, ", ");
    }

    private String sameKeys() {
        return columns.keys().isEmpty() ? "true" : each(i -> "m.k" + i + " = h." + ownKey(i), " AND ");
    }

    private String ownKey(int i) {
        return Sql.name(columns.keys().get(i).joinKey());
    }

    private String each(IntFunction<String> part, String between) {
        return IntStream.range(0, width()).mapToObj(part).collect(Collectors.joining(between));
    }

    /** A feature that was declared after every one of the files was written is NULL. */
    private String values(DuckDb db, String source) throws SQLException {
        Set<String> there = new HashSet<>();
        for (List<String> column : db.query("DESCRIBE SELECT * FROM " + source)) {
            there.add(Objects.requireNonNull(column.get(0)).toLowerCase(Locale.ROOT));
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            String value =
                    there.contains(feature.name().toLowerCase(Locale.ROOT)) ? "h." + Sql.name(feature.name()) : "NULL";
            values.add(", CAST(" + value + " AS " + Columns.type(feature.type()) + ") AS f" + i);
        }
        return String.join("", values);
    }
}
