package dev.millrace.features.history;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureService;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Views for tests: of one entity with a time to live, of two entities, of none. */
final class Fixture {
    static final Duration TTL = Duration.ofHours(30);
    static final FeatureViews VIEWS = new FeatureViews(
            "test",
            List.of(
                    new Entity("user", "user_id", ValueType.Enum.STRING, ""),
                    new Entity("shop", "shop_id", ValueType.Enum.INT64, "")),
            List.of(
                    view("user", List.of("user"), TTL),
                    view("pair", List.of("user", "shop"), null),
                    view("all", List.of(), null)),
            List.<FeatureService>of());

    private Fixture() {}

    private static FeatureView view(String name, List<String> entities, @Nullable Duration ttl) {
        return new FeatureView(
                name,
                entities,
                List.of(
                        new Feature(name + "_n", ValueType.Enum.INT64, ""),
                        new Feature(name + "_names", ValueType.Enum.STRING_LIST, "")),
                ttl,
                "",
                "");
    }

    static DuckDbLimits limits(Path folder) {
        return new DuckDbLimits(64, 1, folder.resolve("spill"));
    }

    static FeatureRow row(String view, Map<String, Value> keys, Instant time, long n) {
        FeatureRow row = Rows.row(
                view,
                keys.isEmpty() ? EntityKey.none() : EntityKey.of(keys),
                time,
                Map.of(view + "_n", Values.int64(n), view + "_names", names("v" + n)));
        return keys.isEmpty() ? row.toBuilder().clearJoinKeys().build() : row;
    }

    static FeatureRow user(String user, Instant time, long n) {
        return row("user", Map.of("user_id", Values.text(user)), time, n);
    }

    static Value names(String... names) {
        return Value.newBuilder()
                .setStringListVal(StringList.newBuilder().addAllVal(Arrays.asList(names)))
                .build();
    }

    static HistoryQuestion question(Path entities, Path out, String... features) {
        return new HistoryQuestion(
                entities, Arrays.stream(features).map(FeatureRef::parse).toList(), out, false, true, false);
    }

    static HistoryAnswer ask(Path folder, HistoryQuestion question) throws IOException {
        return new PointInTimeJoin(folder.resolve("history"), VIEWS, limits(folder), step -> {}).run(question);
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder.resolve("history"))) {
            return found.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }
}
