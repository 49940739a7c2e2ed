package dev.millrace.features.materializer;

import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.RowCheck;
import feast.proto.types.ValueProto.ValueType;
import java.util.List;

/** View {@code v} with the int64 feature {@code n}, of an entity with the join key {@code e}. */
final class TestViews {
    /** The same as a file for {@code features.definitions}. */
    static final String YAML =
            """
            project: millrace
            entities: [{name: e, type: STRING}]
            views: [{name: v, entities: [e], features: [{name: n, type: INT64}]}]
            """;

    private TestViews() {}

    static FeatureRowReader reader() {
        return reader(new Feature("n", ValueType.Enum.INT64, ""));
    }

    static FeatureRowReader reader(Feature... features) {
        return new FeatureRowReader(new RowCheck(new FeatureViews(
                "millrace",
                List.of(new Entity("e", "e", ValueType.Enum.STRING, "")),
                List.of(new FeatureView("v", List.of("e"), List.of(features), null, "", "")),
                List.of())));
    }
}
