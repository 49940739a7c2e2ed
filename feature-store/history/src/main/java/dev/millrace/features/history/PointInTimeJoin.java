package dev.millrace.features.history;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Training sets: for each row of an entity file the features as they were at its time. No row sees the future. */
public final class PointInTimeJoin {
    private static final BigInteger DAY_NANOS =
            BigInteger.valueOf(Duration.ofDays(1).toNanos());

    /** A compaction that replaces files under our feet ends; five times in one join it does not. */
    private static final int ATTEMPTS = 5;

    private final HistoryLayout layout;
    private final FeatureViews views;
    private final DuckDbLimits limits;
    private final Consumer<String> progress;

    /** @param progress told what is done now */
    public PointInTimeJoin(Path history, FeatureViews views, DuckDbLimits limits, Consumer<String> progress) {
        this.layout = new HistoryLayout(history);
        this.views = views;
        this.limits = limits;
        this.progress = progress;
    }

    /** The part of a question that one view answers. */
    private record Asked(Columns columns, List<Feature> features, String table) {}

    /**
     * Writes the answer; the file is there wholly or not at all.
     *
     * @throws IllegalArgumentException where the question or the entity file is wrong
     */
    public HistoryAnswer run(HistoryQuestion question) throws IOException {
        FileFormat format = FileFormat.of("--out", question.out());
        List<Asked> asked = asked(question);
        if (!Files.isDirectory(layout.root())) {
            throw new IllegalArgumentException("no history in " + layout.root()
                    + ": a running platform writes it, or name another folder with --history");
        }
        try (DuckDb db = DuckDb.open(limits)) {
            progress.accept("reading " + question.entities());
            Map<String, Entity> keys = new LinkedHashMap<>();
            asked.forEach(one -> one.columns().keys().forEach(key -> keys.put(key.joinKey(), key)));
            EntityTable entities = EntityTable.read(db, question.entities(), keys, format == FileFormat.CSV);
            requireFreeNames(question, entities);
            boolean any = false;
            for (Asked one : asked) {
                any |= join(db, entities, one, question);
            }
            if (!any) {
                throw new IllegalArgumentException("no history of "
                        + asked.stream().map(one -> one.columns().view().name()).toList() + " in " + layout.root()
                        + " up to the latest event_timestamp asked for: wait until the platform has written some, or name another"
                        + " folder with --history");
            }
            progress.accept("writing " + question.out());
            write(db, entities, asked, question, format);
            Map<String, Long> found = new LinkedHashMap<>();
            for (Asked one : asked) {
                found.put(one.columns().view().name(), db.number("SELECT count(*) FROM " + one.table()));
            }
            return new HistoryAnswer(db.number("SELECT count(*) FROM " + EntityTable.NAME), found);
        } catch (SQLException e) {
            throw new IOException("cannot join: " + e.getMessage(), e);
        }
    }

    private List<Asked> asked(HistoryQuestion question) {
        Set<String> names = new LinkedHashSet<>();
        question.features().forEach(ref -> names.add(ref.view()));
        List<Asked> asked = new ArrayList<>();
        for (String name : names) {
            FeatureView view = views.view(name);
            if (view == null) {
                throw new IllegalArgumentException("view '" + name + "' is not declared; declared are "
                        + views.views().stream().map(FeatureView::name).toList());
            }
            List<Feature> features = new ArrayList<>();
            for (FeatureRef ref : question.features()) {
                if (ref.view().equals(name)) {
                    Feature feature = view.feature(ref.feature());
                    if (feature == null) {
                        throw new IllegalArgumentException("feature '" + ref + "' is not declared; " + name + " has "
                                + view.features().stream().map(Feature::name).toList());
                    }
                    features.add(feature);
                }
            }
            asked.add(new Asked(Columns.of(views, view), features, "view" + asked.size()));
        }
        return asked;
    }

    private static void requireFreeNames(HistoryQuestion question, EntityTable entities) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (FeatureRef ref : question.features()) {
            String name = question.column(ref);
            if (!names.add(name) || entities.has(name)) {
                throw new IllegalArgumentException("two columns would be called '" + name + "'"
                        + (question.fullNames()
                                ? ": rename the one in " + question.entities()
                                : ": call features view__feature with --full-feature-names"));
            }
        }
    }

    /** False where the view has no files in the time asked for: then all of its features are NULL. */
    private boolean join(DuckDb db, EntityTable entities, Asked asked, HistoryQuestion question)
            throws SQLException, IOException {
        FeatureView view = asked.columns().view();
        String rows = asked.table() + "_asked";
        entities.keys(db, rows, asked.columns().keys());
        Duration timeToLive = question.timeToLive() ? view.ttl() : null;
        var join = new ViewJoin(asked.columns(), asked.features(), question.asKnown(), timeToLive);
        for (int attempt = 1; ; attempt++) {
            List<Path> files = files(db, view, rows, timeToLive);
            try {
                if (files.isEmpty()) {
                    progress.accept("no history of " + view.name() + " in the time asked for: its features are null");
                    join.none(db, asked.table());
                    return false;
                }
                progress.accept("joining " + view.name() + ", " + files.size() + " files");
                join.run(db, files, rows, asked.table());
                return true;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || files.stream().allMatch(Files::exists)) {
                    throw e;
                }
            }
        }
    }

    /** Files of the days in which an answer may be. */
    private List<Path> files(DuckDb db, FeatureView view, String rows, @Nullable Duration timeToLive)
            throws SQLException, IOException {
        List<String> range =
                db.query("SELECT min(t)::VARCHAR, max(t)::VARCHAR FROM " + rows).get(0);
        if (range.get(0) == null) {
            return List.of();
        }
        BigInteger from = new BigInteger(range.get(0));
        BigInteger to = new BigInteger(range.get(1));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<LocalDate, Path> day : layout.days(view.name()).entrySet()) {
            BigInteger start = BigInteger.valueOf(day.getKey().toEpochDay()).multiply(DAY_NANOS);
            boolean begun = start.compareTo(to) <= 0;
            boolean live = timeToLive == null
                    || start.add(DAY_NANOS).compareTo(from.subtract(new BigInteger(ViewJoin.nanos(timeToLive)))) > 0;
            if (begun && live) {
                files.addAll(HistoryLayout.files(day.getValue()));
            }
        }
        return files;
    }

    private static void write(
            DuckDb db, EntityTable entities, List<Asked> asked, HistoryQuestion question, FileFormat format)
            throws SQLException, IOException {
        var select = new StringBuilder("SELECT ");
        for (String name : entities.names()) {
            select.append("e.").append(Sql.name(name)).append(", ");
        }
        Map<String, Integer> next = new TreeMap<>();
        for (FeatureRef ref : question.features()) {
            Asked from = asked.stream()
                    .filter(one -> one.columns().view().name().equals(ref.view()))
                    .findFirst()
                    .orElseThrow();
            int index = next.merge(ref.view(), 1, Integer::sum) - 1;
            String value = value(from, index, format);
            select.append(value)
                    .append(" AS ")
                    .append(Sql.name(question.column(ref)))
                    .append(", ");
        }
        select.setLength(select.length() - 2);
        select.append(" FROM ").append(EntityTable.NAME).append(" e");
        for (Asked one : asked) {
            select.append(" LEFT JOIN ")
                    .append(one.table())
                    .append(" ON ")
                    .append(one.table())
                    .append(".r = e.rowid");
        }
        select.append(" ORDER BY e.rowid");
        DurableFile.write(question.out().toAbsolutePath(), aside -> db.execute(copy(select.toString(), aside, format)));
    }

    private static String value(Asked from, int index, FileFormat format) {
        Feature feature = from.features().get(index);
        String column = from.table() + ".f" + index;
        boolean list = Columns.type(feature.type()).endsWith("[]");
        return list && format == FileFormat.CSV ? "to_json(" + column + ")" : column;
    }

    private static String copy(String select, Path to, FileFormat format) {
        return switch (format) {
            case PARQUET -> Parquet.copy(select, to);
            case CSV ->
                "COPY (" + select + ") TO " + Sql.text(to.toString())
                        + " (FORMAT CSV, HEADER true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ')";
            case JSONL ->
                "COPY (" + select + ") TO " + Sql.text(to.toString())
                        + " (FORMAT JSON, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ')";
        };
    }
}
