package dev.millrace.features.materializer;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.history.DuckDbLimits;
import dev.millrace.features.history.HistoryQuestion;
import dev.millrace.features.history.PointInTimeJoin;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One view, {@code v} with the feature {@code n} of the entity {@code e}, and what its history says. */
final class HistoryReading {
    static final FeatureViews VIEWS = new FeatureViews(
            "millrace",
            List.of(new Entity("e", "e", ValueType.Enum.STRING, "")),
            List.of(new FeatureView(
                    "v",
                    List.of("e"),
                    List.of(new Feature("n", ValueType.Enum.INT64, "")),
                    Duration.ofDays(10_000),
                    "",
                    "")),
            List.of());

    static final String YAML =
            """
            project: millrace
            entities: [{name: e, type: STRING}]
            views: [{name: v, entities: [e], features: [{name: n, type: INT64}]}]
            """;

    private HistoryReading() {}

    static FeatureRow row(String entity, Instant time, long n) {
        return Rows.row("v", EntityKey.of("e", entity), time, Map.of("n", Values.int64(n)));
    }

    /** The values of entities at times, each asked as {@code entity,time}; empty where there is none. */
    static List<String> values(Path folder, List<String> asked) throws IOException {
        Path entities =
                Files.writeString(folder.resolve("asked.csv"), "e,event_timestamp\n" + String.join("\n", asked) + "\n");
        Path out = folder.resolve("answer.csv");
        var question = new HistoryQuestion(entities, List.of(FeatureRef.parse("v:n")), out, false, false, false);
        new PointInTimeJoin(folder.resolve("history"), VIEWS, limits(folder), step -> {}).run(question);
        return Files.readAllLines(out).stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    static DuckDbLimits limits(Path folder) {
        return new DuckDbLimits(128, 1, folder.resolve("spill"));
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve("history"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("history"))) {
            return all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
