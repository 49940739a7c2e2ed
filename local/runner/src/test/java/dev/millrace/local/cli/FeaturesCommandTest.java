package dev.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.api.Values;
import dev.millrace.features.history.DuckDbLimits;
import dev.millrace.features.history.HistoryWriter;
import dev.millrace.features.history.RowSource;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.views.FeatureViewsYaml;
import dev.millrace.local.platform.DataDir;
import feast.proto.types.ValueProto.Value;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as typed. */
class FeaturesCommandTest {
    private static final Instant T = Instant.parse("2020-01-01T00:00:00Z");

    private static final String SHOP =
            """
            project: millrace
            entities: [{name: shop, join_key: shop_id, type: INT64}]
            views: [{name: shop_stats, entities: [shop], features: [{name: orders, type: INT64}]}]
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("features"));
        all.addAll(List.of(args));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void listShowsViewsWithTheirKeysAndTypes() throws Exception {
        assertThat(run("list")).isZero();
        assertThat(out.toString())
                .containsPattern("user_activity +user_id string +90d +streams")
                .containsPattern("events +int64")
                .contains("user_activity_v1: user_activity:events");
        assertThat(run("list", "--json")).isZero();
        JsonNode popularity =
                Json.mapper().readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(popularity.at("/view").asText()).isEqualTo("item_popularity");
        assertThat(popularity.at("/features/items").asText()).isEqualTo("STRING_LIST");
    }

    @Test
    void getShowsValuesWithTheirTimeAndStatus() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"));
                var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
            store.write(List.of(
                    activity("ann", T, 5),
                    row(
                            "item_catalog",
                            Map.of("item_id", Values.text("7")),
                            T,
                            Map.of("title", Values.text("Tea"), "categories", Value.getDefaultInstance()))));

            assertThat(run("get", "user_id=ann", "item_id=7", "--redis", redis.uri()))
                    .isZero();
            assertThat(out.toString())
                    .containsPattern("user_activity +events +5 +outside_max_age +2020-01-01T00:00:00Z +\\d+d")
                    .containsPattern("item_catalog +title +Tea +present")
                    .containsPattern("item_catalog +categories +- +null_value");

            assertThat(run("get", "user_id=bob", "--feature", "user_activity:events", "--redis", redis.uri(), "--json"))
                    .isZero();
            JsonNode answer = Json.mapper().readTree(out.toString());
            assertThat(answer.at("/entity/user_id").asText()).isEqualTo("bob");
            assertThat(answer.at("/features")).hasSize(1);
            assertThat(answer.at("/features/0/status").asText()).isEqualTo("not_found");
            assertThat(answer.at("/features/0/value").isNull()).isTrue();

            runningPlatform(redis.uri());
            assertThat(run("get", "user_id=ann", "--service", "user_activity_v1", "--data-dir", folder.toString()))
                    .isZero();
            assertThat(out.toString()).containsPattern("events +5");
        }
    }

    @Test
    void exportWritesAFeastRepositoryOfThePlatformsViewsAndOnesOwn() throws Exception {
        Path own = Files.writeString(folder.resolve("shop.yaml"), SHOP);
        Path repo = folder.resolve("repo");
        assertThat(run("export", repo.toString(), "--definitions", own.toString(), "--data-dir", folder.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readString(repo.resolve("feature_store.yaml"))).contains("connection_string: localhost:6379");
        assertThat(Files.readString(repo.resolve("definitions.py"))).contains("shop_stats", "user_activity");
        assertThat(Files.readString(repo.resolve("registry.db"), StandardCharsets.ISO_8859_1))
                .contains("shop_stats", "user_activity");
        assertThat(run("export", repo.toString(), "--redis", "redis:6380")).isZero();
        assertThat(Files.readString(repo.resolve("feature_store.yaml"))).contains("connection_string: redis:6380");
        assertThat(Files.readString(repo.resolve("definitions.py"))).doesNotContain("shop_stats");
    }

    @Test
    void getSaysWhatToDoWhereItCannot() {
        assertThat(run("get", "user_id=ann", "--data-dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no platform runs on").contains("--redis");
        assertThat(run("get", "user_id=ann", "--redis", "redis://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("does not answer").contains("millrace up");
        assertThat(run("get", "user=ann", "--redis", "redis://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("'user' is no join key; declared are [item_id, user_id]");
        assertThat(run("get", "item_id=7", "--view", "user_activity", "--redis", "redis://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("needs the join keys [user_id]");
        assertThat(run("get", "user_id=ann", "--service", "x", "--view", "user_activity"))
                .isEqualTo(2);
    }

    @Test
    void historyMakesATrainingSetAndCompactKeepsIt() throws Exception {
        writeHistory(activity("ann", T, 1));
        writeHistory(activity("ann", T.plusSeconds(10), 2));
        Path entities = Files.writeString(
                folder.resolve("entities.csv"),
                "user_id,event_timestamp,label\nann,2020-01-01T00:00:09Z,1\nann,2020-01-01T00:00:10Z,0\nbob,1577836810000,1\n");
        Path set = folder.resolve("set.csv");
        String[] ask = {
            "history",
            "--entities",
            entities.toString(),
            "--features",
            "user_activity:events",
            "--out",
            set.toString(),
            "--data-dir",
            folder.toString()
        };
        List<String> expected = List.of(
                "user_id,event_timestamp,label,events",
                "ann,2020-01-01T00:00:09Z,1,1",
                "ann,2020-01-01T00:00:10Z,0,2",
                "bob,1577836810000,1,");
        assertThat(run(ask)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("set.csv: 3 rows").contains("user_activity: found for 2");
        assertThat(Files.readAllLines(set)).isEqualTo(expected);

        assertThat(run("compact", "--data-dir", folder.toString())).isZero();
        assertThat(out.toString()).contains("Compacted 2 files into 1: 2 rows");
        assertThat(run("compact", "--data-dir", folder.toString())).isZero();
        assertThat(out.toString()).contains("Nothing to compact.");
        assertThat(run(ask)).isZero();
        assertThat(Files.readAllLines(set)).isEqualTo(expected);
    }

    @Test
    void historySaysWhatToDoWhereItCannot() throws Exception {
        assertThat(run("history", "--out", "x.csv", "--views", "user_activity")).isEqualTo(2);
        assertThat(run("history", "--entities", "x.csv", "--out", "y.csv")).isEqualTo(2);
        Path entities =
                Files.writeString(folder.resolve("e.csv"), "user_id,event_timestamp\nann,2020-01-01T00:00:09Z\n");
        String[] all = {
            "history",
            "--entities",
            entities.toString(),
            "--out",
            folder.resolve("y.csv").toString(),
            "--data-dir",
            folder.toString(),
            "--views"
        };
        assertThat(run(with(all, "user_activity"))).isEqualTo(1);
        assertThat(err.toString()).contains("no history in " + folder.resolve("history"));
        assertThat(run(with(all, "users"))).isEqualTo(1);
        assertThat(err.toString()).contains("view 'users' is not declared");
    }

    private static String[] with(String[] all, String last) {
        var list = new ArrayList<>(List.of(all));
        list.add(last);
        return list.toArray(String[]::new);
    }

    private void writeHistory(FeatureRow row) throws Exception {
        try (HistoryWriter writer = HistoryWriter.open(
                folder.resolve("history"), FeatureViewsYaml.own(), new DuckDbLimits(64, 1, folder.resolve("spill")))) {
            writer.append(row, new RowSource(0, row.getEventTime().getSeconds(), T.toEpochMilli()));
            writer.flush();
        }
    }

    /** What {@code up} leaves for other commands; this test's process stands in for it. */
    private void runningPlatform(String redis) throws Exception {
        var data = new DataDir(folder);
        data.create();
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(
                data.run().resolve("platform.json"),
                Json.mapper()
                        .writeValueAsString(Map.of(
                                "pid",
                                self.pid(),
                                "startedAt",
                                self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli(),
                                "bootstrap",
                                "127.0.0.1:1",
                                "httpPort",
                                1)));
        Files.writeString(data.conf("materializer"), "redis.uri=" + redis + "\n");
    }

    private static FeatureRow activity(String user, Instant time, long events) {
        return row(
                "user_activity",
                Map.of("user_id", Values.text(user)),
                time,
                Map.of(
                        "events", Values.int64(events),
                        "interactions", Values.int64(0),
                        "last_item", Value.getDefaultInstance(),
                        "last_event_time",
                                Value.newBuilder()
                                        .setUnixTimestampVal(time.getEpochSecond())
                                        .build()));
    }

    private static FeatureRow row(String view, Map<String, Value> keys, Instant time, Map<String, Value> features) {
        var row = FeatureRow.newBuilder()
                .setFeatureView(view)
                .setEventTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()));
        keys.forEach((name, value) -> row.addJoinKeysBuilder().setName(name).setValue(value));
        features.forEach((name, value) -> row.addFeaturesBuilder().setName(name).setValue(value));
        return row.build();
    }
}
