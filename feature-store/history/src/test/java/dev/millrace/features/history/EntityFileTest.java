package dev.millrace.features.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.features.api.FeatureRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of entity files and of answers, and what is said of wrong ones. */
class EntityFileTest {
    private static final Instant T = Instant.parse("2024-03-01T12:00:00.000000001Z");

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        try (HistoryWriter writer =
                HistoryWriter.open(folder.resolve("history"), Fixture.VIEWS, Fixture.limits(folder))) {
            writer.append(Fixture.user("007", T, 42), new RowSource(0, 0, T.toEpochMilli()));
            writer.append(Fixture.row("all", Map.of(), T, 5), new RowSource(0, 1, T.toEpochMilli()));
            writer.flush();
        }
    }

    @Test
    void csvIsKeptToTheLetterAndRowsStayInTheirOrder() throws Exception {
        HistoryAnswer answer = ask(
                csv(
                        "label,note,user_id,event_timestamp",
                        "1.50,\"a, \"\"b\"\"\",007,2024-03-01T12:00:00.000000001Z",
                        "007,,7,2024-03-01T14:00:01+02:00",
                        "0,x,007,2024-03-01T12:00:00Z"),
                "out.csv");
        assertThat(lines("out.csv"))
                .containsExactly(
                        "label,note,user_id,event_timestamp,user_n,user_names",
                        "1.50,\"a, \"\"b\"\"\",007,2024-03-01T12:00:00.000000001Z,42,\"[\"\"v42\"\"]\"",
                        "007,,7,2024-03-01T14:00:01+02:00,,",
                        "0,x,007,2024-03-01T12:00:00Z,,");
        assertThat(answer.rows()).isEqualTo(3);
        assertThat(answer.found()).isEqualTo(Map.of("user", 1L));
    }

    @Test
    void parquetOfACsvHasTypesAndIsAnEntityFileItself() throws Exception {
        ask(csv("label,user_id,event_timestamp", "1.5,007,2024-03-01T12:00:01Z"), "set.parquet");
        try (DuckDb db = DuckDb.open(Fixture.limits(folder))) {
            String set = Sql.parquet(List.of(folder.resolve("set.parquet")));
            assertThat(db.query("SELECT typeof(COLUMNS(*)) FROM " + set))
                    .containsExactly(List.of("DOUBLE", "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR[]"));
            db.execute(
                    "COPY (SELECT user_id, event_timestamp::TIMESTAMPTZ::TIMESTAMP AS event_timestamp, 1 AS label FROM "
                            + set + ") TO "
                            + Sql.text(folder.resolve("naive.parquet").toString()) + " (FORMAT PARQUET)");
        }
        ask(folder.resolve("naive.parquet"), "out.jsonl");
        assertThat(lines("out.jsonl"))
                .containsExactly("{\"user_id\":\"007\",\"event_timestamp\":\"2024-03-01T12:00:01.000000Z\",\"label\":1,"
                        + "\"user_n\":42,\"user_names\":[\"v42\"]}");
    }

    @Test
    void jsonLinesKeepTimesAsTextsAndTakeEpochMilliseconds() throws Exception {
        Path entities = Files.writeString(
                folder.resolve("entities.jsonl"),
                "{\"user_id\":\"007\",\"event_timestamp\":" + T.plusSeconds(1).toEpochMilli() + ",\"label\":true}\n");
        ask(entities, "out.jsonl");
        assertThat(lines("out.jsonl"))
                .containsExactly("{\"user_id\":\"007\",\"event_timestamp\":\""
                        + T.plusSeconds(1).toEpochMilli()
                        + "\",\"label\":true,\"user_n\":42,\"user_names\":[\"v42\"]}");
    }

    @Test
    void viewWithoutEntitiesIsJoinedByTimeAlone() throws Exception {
        Fixture.ask(
                folder,
                Fixture.question(
                        csv("event_timestamp", T.toString(), T.minusNanos(1).toString()), out(), "all:all_n"));
        assertThat(lines("out.csv")).containsExactly("event_timestamp,all_n", T + ",5", T.minusNanos(1) + ",");
    }

    /** Days outside the time asked for are not even opened; those at its ends are. */
    @Test
    void rowAtMidnightAndRowAtTheEndOfItsTimeToLiveAreFound() throws Exception {
        Instant midnight = Instant.parse("2024-03-03T00:00:00Z");
        try (HistoryWriter writer =
                HistoryWriter.open(folder.resolve("history"), Fixture.VIEWS, Fixture.limits(folder))) {
            writer.append(Fixture.user("007", midnight, 1), new RowSource(0, 2, 0));
            writer.flush();
        }
        ask(csv("user_id,event_timestamp", "007," + midnight), "out.csv");
        assertThat(lines("out.csv").get(1)).isEqualTo("007," + midnight + ",1,\"[\"\"v1\"\"]\"");
        Instant last = T.plus(Fixture.TTL);
        ask(csv("user_id,event_timestamp", "007," + last), "out.csv");
        assertThat(lines("out.csv").get(1)).isEqualTo("007," + last + ",42,\"[\"\"v42\"\"]\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask(csv("user_id,event_timestamp", "007,2024-02-29T23:59:59.9Z"), "out.csv"))
                .withMessageContaining("no history of [user]");
    }

    @Test
    void fullNamesResolveAConflictThatIsToldOtherwise() throws Exception {
        Path entities = csv("user_n,user_id,event_timestamp", "9,007," + T);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask(entities, "out.csv"))
                .withMessageContaining("'user_n'")
                .withMessageContaining("--full-feature-names");
        var question =
                new HistoryQuestion(entities, List.of(new FeatureRef("user", "user_n")), out(), true, true, false);
        Fixture.ask(folder, question);
        assertThat(lines("out.csv"))
                .containsExactly("user_n,user_id,event_timestamp,user__user_n", "9,007," + T + ",42");
    }

    @Test
    void wrongFilesAreToldWithWhatToDo() throws Exception {
        refused("no column 'event_timestamp', only [user_id]", csv("user_id", "007"));
        refused("no column 'user_id'", csv("event_timestamp", T.toString()));
        refused("row 2 of", csv("user_id,event_timestamp", "007," + T, "007,yesterday"));
        refused("'2024-03-01T12:00:00', which is neither", csv("user_id,event_timestamp", "007,2024-03-01T12:00:00"));
        refused("'2024-02-30T12:00:00Z'", csv("user_id,event_timestamp", "007,2024-02-30T12:00:00Z"));
        refused("cannot be read", folder.resolve("nothing.csv"));
        refused("ends in none of", Files.writeString(folder.resolve("entities.txt"), ""));
        refused("is no PARQUET file", Files.writeString(folder.resolve("entities.parquet"), "text"));
    }

    @Test
    void keyOfTheWrongTypeIsTold() throws Exception {
        Path entities = csv("user_id,shop_id,event_timestamp", "007,one," + T);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fixture.ask(folder, Fixture.question(entities, out(), "pair:pair_n")))
                .withMessageContaining("row 1")
                .withMessageContaining("shop_id 'one', which is no INT64");
    }

    @Test
    void unknownNamesAndMissingHistoryAreTold() throws Exception {
        Path entities = csv("user_id,shop_id,event_timestamp", "007,1," + T);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fixture.ask(folder, Fixture.question(entities, out(), "other:n")))
                .withMessageContaining("declared are [user, pair, all]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fixture.ask(folder, Fixture.question(entities, out(), "user:other")))
                .withMessageContaining("user has [user_n, user_names]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fixture.ask(folder, Fixture.question(entities, out(), "pair:pair_n")))
                .withMessageContaining("no history of [pair]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Fixture.ask(folder.resolve("elsewhere"), Fixture.question(entities, out(), "user:user_n")))
                .withMessageContaining("--history");
        assertThat(out()).doesNotExist();
    }

    private void refused(String message, Path entities) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ask(entities, "out.csv"))
                .withMessageContaining(message);
        assertThat(out()).doesNotExist();
    }

    private HistoryAnswer ask(Path entities, String out) throws IOException {
        return Fixture.ask(folder, Fixture.question(entities, folder.resolve(out), "user:user_n", "user:user_names"));
    }

    private Path out() {
        return folder.resolve("out.csv");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(folder.resolve("entities.csv"), String.join("\n", lines) + "\n");
    }
}
