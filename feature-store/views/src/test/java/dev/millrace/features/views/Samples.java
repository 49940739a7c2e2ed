package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRef;
import feast.proto.types.ValueProto.ValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Declarations for tests. */
final class Samples {
    private Samples() {}

    /** Every type, two join keys, a service over parts of two views, texts that need quotes. */
    static FeatureViews everything() {
        List<Feature> features = Arrays.stream(ValueType.Enum.values())
                .filter(type -> type != ValueType.Enum.INVALID
                        && type != ValueType.Enum.NULL
                        && type != ValueType.Enum.UNRECOGNIZED)
                .map(type -> new Feature("f_" + type.name().toLowerCase(java.util.Locale.ROOT), type, ""))
                .toList();
        return new FeatureViews(
                "shop",
                List.of(
                        new Entity("user", "user_id", ValueType.Enum.STRING, "Line one\nsaid \"two\" \\ é"),
                        new Entity("item", "item_id", ValueType.Enum.INT64, "")),
                List.of(
                        new FeatureView(
                                "pair",
                                List.of("user", "item"),
                                features,
                                Duration.ofDays(1).plusMillis(1500),
                                "me",
                                "It's */ <b>"),
                        new FeatureView(
                                "class",
                                List.of(),
                                List.of(
                                        new Feature("of", ValueType.Enum.INT64, ""),
                                        new Feature("view", ValueType.Enum.STRING, "")),
                                null,
                                "",
                                "")),
                List.of(new FeatureService(
                        "mixed",
                        List.of(
                                FeatureRef.parse("pair:f_int64"),
                                FeatureRef.parse("class:of"),
                                FeatureRef.parse("class:view"),
                                FeatureRef.parse("pair:f_bytes")),
                        "me",
                        "")));
    }
}
