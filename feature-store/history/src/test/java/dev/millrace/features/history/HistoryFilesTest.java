package dev.millrace.features.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk: names, columns, and that neither a repetition nor a compaction changes what a reader finds. */
class HistoryFilesTest {
    private static final Instant T = Instant.parse("2024-03-01T23:59:59.999999999Z");
    private static final Clock NEXT_DAY = Clock.fixed(Instant.parse("2024-03-02T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void rowsGoToTheFolderOfTheirDayAndTheNameTellsTheirOffsets() throws Exception {
        write(row(0, 7, T, 1), row(0, 9, T.plusNanos(1), 2), row(2, 3, T, 3));
        assertThat(names())
                .containsExactly(
                        "user/day=2024-03-01/p00000-00000000000000000007-00000000000000000007-3e8.parquet",
                        "user/day=2024-03-01/p00002-00000000000000000003-00000000000000000003-3e8.parquet",
                        "user/day=2024-03-02/p00000-00000000000000000009-00000000000000000009-3e8.parquet");
    }

    @Test
    void columnsAreTypedAndTimesAreInstantsInMicroseconds() throws Exception {
        write(row(0, 7, T, 1));
        try (DuckDb db = DuckDb.open(Fixture.limits(folder))) {
            String source = Sql.parquet(Fixture.files(folder));
            assertThat(db.query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")"))
                    .containsExactly(
                            List.of("user_id", "VARCHAR"),
                            List.of("user_n", "BIGINT"),
                            List.of("user_names", "VARCHAR[]"),
                            List.of("event_timestamp", "TIMESTAMP WITH TIME ZONE"),
                            List.of("event_nanos", "SMALLINT"),
                            List.of("created_timestamp", "TIMESTAMP WITH TIME ZONE"),
                            List.of("source_partition", "INTEGER"),
                            List.of("source_offset", "BIGINT"));
            assertThat(db.query("SELECT epoch_us(event_timestamp), event_nanos, epoch_ms(created_timestamp) FROM "
                            + source))
                    .containsExactly(List.of("1709337599999999", "999", "1000"));
        }
    }

    @Test
    void everyTypeOfFeatureComesBack() throws Exception {
        List<Feature> features = Samples.TYPES.stream()
                .map(type -> new Feature("f_" + type, type, ""))
                .toList();
        var views = new FeatureViews(
                "test",
                List.of(new Entity("user", "user_id", ValueType.Enum.STRING, "")),
                List.of(new FeatureView("types", List.of("user"), features, null, "", "")),
                List.of());
        var row = Fixture.user("ann", T, 1).toBuilder().setFeatureView("types").clearFeatures();
        for (Feature feature : features) {
            row.addFeaturesBuilder().setName(feature.name()).setValue(Samples.of(feature.type()));
        }
        try (HistoryWriter writer = HistoryWriter.open(folder.resolve("history"), views, Fixture.limits(folder))) {
            writer.append(row.build(), new RowSource(0, 0, 0));
            writer.append(
                    row.clearFeatures()
                            .addFeatures(Samples.nullOf("f_INT64"))
                            .setEventTime(row.getEventTime().toBuilder().setNanos(0))
                            .build(),
                    new RowSource(0, 1, 0));
            writer.flush();
        }
        try (DuckDb db = DuckDb.open(Fixture.limits(folder))) {
            assertThat(db.query("SELECT to_json(COLUMNS('f_.*'))::VARCHAR FROM " + Sql.parquet(Fixture.files(folder))
                            + " WHERE f_INT64 IS NOT NULL"))
                    .singleElement()
                    .isEqualTo(features.stream()
                            .map(one -> Samples.json(one.type()))
                            .toList());
            assertThat(db.number(
                            "SELECT count(*) FROM " + Sql.parquet(Fixture.files(folder)) + " WHERE f_INT64 IS NULL"))
                    .isEqualTo(1);
        }
    }

    @Test
    void rowThatDoesNotFitIsRefusedWholly() throws Exception {
        try (HistoryWriter writer =
                HistoryWriter.open(folder.resolve("history"), Fixture.VIEWS, Fixture.limits(folder))) {
            var source = new RowSource(0, 0, 0);
            var good = Fixture.user("ann", T, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.append(
                            good.toBuilder().setFeatureView("other").build(), source))
                    .withMessage("feature_view: 'other' is not declared");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> writer.append(good.toBuilder().clearJoinKeys().build(), source))
                    .withMessageContaining("declared for user are [user_id]");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> writer.append(Fixture.row("user", Map.of("user_id", Values.int64(1)), T, 1), source))
                    .withMessage("join_keys: 'user_id' is INT64_VAL, declared is STRING");
            writer.append(good, source);
            assertThat(writer.rows()).isEqualTo(1);
            assertThat(writer.flush()).isEqualTo(1);
        }
    }

    @Test
    void viewWhoseFeatureIsCalledLikeAColumnOfOursIsRefused() {
        var view = new FeatureView(
                "v", List.of(), List.of(new Feature("Source_Offset", ValueType.Enum.INT64, "")), null, "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Columns(view, List.of()))
                .withMessageContaining("'Source_Offset' of v is already a column");
    }

    @Test
    void compactionLeavesOneFileAndEachEventOnce() throws Exception {
        write(row(0, 1, T, 1), row(0, 2, T.minusSeconds(5), 2));
        write(row(0, 1, T, 1), row(0, 3, T, 3)); // after a crash, and told again by its source
        CompactionResult result = compactor().compact(24, () -> false);
        assertThat(result).isEqualTo(new CompactionResult(false, 1, 2, 1, 2, 2));
        assertThat(names()).singleElement().asString().matches("user/day=2024-03-01/compacted-\\d+\\.parquet");
        assertThat(compactor().compact(24, () -> false)).isEqualTo(CompactionResult.NOTHING);
        assertThat(answer("ann", T)).isEqualTo("1");

        write(row(0, 4, T.minusSeconds(1), 4)); // late
        assertThat(compactor().compact(24, () -> false).filesBefore()).isEqualTo(2);
        assertThat(answer("ann", T.minusSeconds(1))).isEqualTo("4");
        assertThat(answer("ann", T)).isEqualTo("1");
    }

    @Test
    void crashBetweenTheNewFileAndTheEndOfTheOldOnesChangesNothing() throws Exception {
        write(row(0, 1, T, 1));
        write(row(0, 2, T, 2));
        Path kept = folder.resolve("kept");
        Files.createDirectories(kept);
        List<Path> old = Fixture.files(folder);
        for (Path file : old) {
            Files.copy(file, kept.resolve(String.valueOf(file.getFileName())));
        }
        compactor().compact(24, () -> false);
        for (Path file : old) {
            Files.copy(kept.resolve(String.valueOf(file.getFileName())), file, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Fixture.files(folder)).hasSize(3);
        assertThat(answer("ann", T)).isEqualTo("1");
        assertThat(compactor().compact(24, () -> false).rows()).isEqualTo(1);
        assertThat(answer("ann", T)).isEqualTo("1");
    }

    @Test
    void dayThatGoesOnIsCompactedOnlyWhenItHasManyFiles() throws Exception {
        Instant now = NEXT_DAY.instant();
        for (int i = 0; i < 4; i++) {
            write(row(0, i, now.plusNanos(i), i));
        }
        assertThat(compactor().compact(4, () -> false)).isEqualTo(CompactionResult.NOTHING);
        assertThat(compactor().compact(3, () -> false).filesBefore()).isEqualTo(4);
        assertThat(names()).hasSize(1);
    }

    @Test
    void onlyOneCompactsAtATime() throws Exception {
        write(row(0, 1, T, 1));
        try (CompactionLock held = CompactionLock.take(folder.resolve("history"))) {
            assertThat(held).isNotNull();
            assertThat(compactor().compact(24, () -> false).busy()).isTrue();
        }
        assertThat(compactor().compact(24, () -> false).busy()).isFalse();
    }

    @Test
    void damagedFileIsToldAndOtherDaysAreCompactedAllTheSame() throws Exception {
        write(row(0, 1, T, 1));
        write(row(0, 2, T.minusNanos(1), 2));
        Path damaged = folder.resolve("history/user/day=2023-01-01/p0.parquet");
        Files.createDirectories(damaged.resolve(".."));
        Files.writeString(damaged, "no Parquet");
        assertThatThrownBy(() -> compactor().compact(24, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("day=2023-01-01");
        assertThat(names()).hasSize(2).anyMatch(name -> name.contains("2024-03-01/compacted-"));
    }

    @Test
    void leftoversOfKilledProcessesGoAfterADay() throws Exception {
        write(row(0, 1, T, 1));
        Path day = folder.resolve("history/user/day=2024-03-01");
        Path old = Files.writeString(day.resolve(".p0.parquet-1.tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(NEXT_DAY.instant().minus(Duration.ofHours(25))));
        Path young = Files.writeString(day.resolve(".p0.parquet-2.tmp"), "half");
        Files.setLastModifiedTime(young, FileTime.from(NEXT_DAY.instant().minus(Duration.ofHours(1))));
        assertThat(answer("ann", T)).isEqualTo("1");
        compactor().compact(24, () -> false);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void featureDeclaredLaterIsNullInOlderRowsAndOneNoLongerDeclaredIsKept() throws Exception {
        write(row(0, 1, T.minusSeconds(1), 1));
        FeatureView old = Fixture.VIEWS.views().get(0);
        var views = new FeatureViews(
                "test",
                Fixture.VIEWS.entities(),
                List.of(new FeatureView(
                        "user",
                        List.of("user"),
                        List.of(new Feature("fresh", ValueType.Enum.DOUBLE, "")),
                        null,
                        "",
                        "")),
                List.of());
        Path entities = Files.writeString(folder.resolve("e.csv"), "user_id,event_timestamp\nann," + T + "\n");
        Path out = folder.resolve("out.csv");
        HistoryQuestion question = Fixture.question(entities, out, "user:fresh");
        new PointInTimeJoin(folder.resolve("history"), views, Fixture.limits(folder), step -> {}).run(question);
        assertThat(Files.readAllLines(out)).containsExactly("user_id,event_timestamp,fresh", "ann," + T + ",");

        var fresh = Fixture.user("ann", T, 1).toBuilder().clearFeatures();
        fresh.addFeaturesBuilder().setName("fresh").setValue(Values.float64(2.5));
        try (HistoryWriter writer = HistoryWriter.open(folder.resolve("history"), views, Fixture.limits(folder))) {
            writer.append(fresh.build(), new RowSource(0, 2, 0));
            writer.flush();
        }
        new HistoryCompactor(folder.resolve("history"), views, Fixture.limits(folder), NEXT_DAY)
                .compact(24, () -> false);
        new PointInTimeJoin(folder.resolve("history"), views, Fixture.limits(folder), step -> {}).run(question);
        assertThat(Files.readAllLines(out)).contains("ann," + T + ",2.5");
        assertThat(old.features()).isNotEmpty();
        assertThat(answer("ann", T.minusSeconds(1)))
                .as("the earlier feature is still there")
                .isEqualTo("1");
    }

    /** Readers list files that are gone when they open them. */
    @Test
    void readersFindEveryEventWhileFilesAreWrittenAndCompacted() throws Exception {
        int versions = 60;
        var failure = new AtomicReference<Throwable>();
        write(row(0, 0, T, 0));
        Thread compacting = new Thread(() -> {
            try {
                for (int i = 1; i < versions; i++) {
                    write(row(0, i, T.minusSeconds(i), i));
                    compactor().compact(1, () -> false);
                }
            } catch (Exception e) {
                failure.set(e);
            }
        });
        compacting.start();
        int reads = 0;
        while (compacting.isAlive()) {
            assertThat(answer("ann", T)).isEqualTo("0");
            reads++;
        }
        compacting.join();
        assertThat(failure.get()).isNull();
        assertThat(reads).isPositive();
        assertThat(answer("ann", T.minusSeconds(versions - 1))).isEqualTo(Integer.toString(versions - 1));
    }

    private record Told(int partition, long offset, Instant time, long n) {}

    private static Told row(int partition, long offset, Instant time, long n) {
        return new Told(partition, offset, time, n);
    }

    private void write(Told... rows) throws IOException {
        try (HistoryWriter writer =
                HistoryWriter.open(folder.resolve("history"), Fixture.VIEWS, Fixture.limits(folder))) {
            for (Told one : rows) {
                writer.append(
                        Fixture.user("ann", one.time(), one.n()), new RowSource(one.partition(), one.offset(), 1000));
            }
            writer.flush();
        }
    }

    private HistoryCompactor compactor() {
        return new HistoryCompactor(folder.resolve("history"), Fixture.VIEWS, Fixture.limits(folder), NEXT_DAY);
    }

    private List<String> names() throws IOException {
        return Fixture.files(folder).stream()
                .map(file -> folder.resolve("history").relativize(file).toString())
                .toList();
    }

    private String answer(String user, Instant time) throws IOException {
        Path entities =
                Files.writeString(folder.resolve("asked.csv"), "user_id,event_timestamp\n" + user + "," + time + "\n");
        Path out = folder.resolve("answer.csv");
        Fixture.ask(folder, Fixture.question(entities, out, "user:user_n"));
        String line = Files.readAllLines(out).get(1);
        return line.substring(line.lastIndexOf(',') + 1);
    }
}
