package dev.millrace.features.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code definitions.py}, with the same content as {@link FeastRegistry}. */
final class FeastDefinitions {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> lines = new ArrayList<>();

    private FeastDefinitions() {}

    static String python(FeatureViews views) {
        var python = new FeastDefinitions();
        python.head(views);
        views.entities().forEach(python::entity);
        for (FeatureView view : views.views()) {
            python.sources(view);
            python.view(view, views.entitiesOf(view));
        }
        views.services().forEach(service -> python.service(service, views));
        return String.join("\n", python.lines) + "\n";
    }

    private void head(FeatureViews views) {
        Set<String> types = new TreeSet<>();
        views.entities()
                .forEach(entity -> types.addAll(PythonType.of(entity.type()).imports()));
        for (FeatureView view : views.views()) {
            view.features()
                    .forEach(feature ->
                            types.addAll(PythonType.of(feature.type()).imports()));
        }
        lines.addAll(List.of(
                "# Generated from feature-views.yaml; GenerateFeastRepo refreshes it.",
                "import os",
                "from datetime import timedelta",
                "",
                "from feast import Entity, FeatureService, FeatureView, Field, FileSource, PushSource, ValueType",
                "from feast.data_format import ParquetFormat",
                "from feast.types import " + String.join(", ", types),
                "",
                "# A folder or URI that has a folder of Parquet files for each view.",
                "HISTORY = os.environ.get(\"MILLRACE_HISTORY\", " + text(FeastRegistryFile.HISTORY) + ")",
                "TAGS = {" + text(FeastRegistry.TAG) + ": " + text(FeastRegistry.TAG_VALUE) + "}"));
    }

    private void entity(Entity entity) {
        call(
                "entity_" + entity.name() + " = Entity",
                "name=" + text(entity.name()),
                "join_keys=[" + text(entity.joinKey()) + "]",
                "value_type=ValueType." + entity.type(),
                "description=" + text(entity.description()),
                "tags=TAGS");
    }

    private void sources(FeatureView view) {
        call(
                "history_" + view.name() + " = FileSource",
                "name=" + text(FeastSources.historyName(view)),
                "path=HISTORY + " + text("/" + view.name()),
                "file_format=ParquetFormat()",
                "timestamp_field=" + text(FeatureView.EVENT_TIMESTAMP),
                "created_timestamp_column=" + text(FeatureView.CREATED_TIMESTAMP),
                "tags=TAGS",
                "owner=" + text(view.owner()));
        call(
                "push_" + view.name() + " = PushSource",
                "name=" + text(FeastSources.pushName(view)),
                "batch_source=history_" + view.name(),
                "tags=TAGS",
                "owner=" + text(view.owner()));
    }

    private void view(FeatureView view, List<Entity> entities) {
        List<String> fields = new ArrayList<>();
        // Without its join keys in the schema, Feast would read them from the files, which need not be there yet.
        entities.forEach(entity -> fields.add(field(entity.joinKey(), PythonType.of(entity.type()), "")));
        view.features()
                .forEach(feature ->
                        fields.add(field(feature.name(), PythonType.of(feature.type()), feature.description())));
        call(
                "view_" + view.name() + " = FeatureView",
                "name=" + text(view.name()),
                "entities=["
                        + entities.stream()
                                .map(entity -> "entity_" + entity.name())
                                .collect(Collectors.joining(", "))
                        + "]",
                "ttl=" + ttl(view.ttl()),
                "schema=[\n        " + String.join(",\n        ", fields) + ",\n    ]",
                "online=True",
                "source=push_" + view.name(),
                "description=" + text(view.description()),
                "tags=TAGS",
                "owner=" + text(view.owner()));
    }

    private static String field(String name, PythonType type, String description) {
        String about = description.isEmpty() ? "" : ", description=" + text(description);
        return "Field(name=" + text(name) + ", dtype=" + type.expression() + about + ")";
    }

    private void service(FeatureService service, FeatureViews views) {
        String features = service.byView().entrySet().stream()
                .map(entry -> projection(entry.getKey(), entry.getValue(), views))
                .collect(Collectors.joining(", "));
        call(
                "service_" + service.name() + " = FeatureService",
                "name=" + text(service.name()),
                "features=[" + features + "]",
                "description=" + text(service.description()),
                "tags=TAGS",
                "owner=" + text(service.owner()));
    }

    private static String projection(String view, List<String> features, FeatureViews views) {
        FeatureView declared = views.view(view);
        boolean all = declared != null && declared.names().equals(features);
        return "view_" + view
                + (all
                        ? ""
                        : "[["
                                + features.stream().map(FeastDefinitions::text).collect(Collectors.joining(", "))
                                + "]]");
    }

    private void call(String start, String... arguments) {
        lines.add("");
        lines.add(start + "(");
        for (String argument : arguments) {
            lines.add("    " + argument + ",");
        }
        lines.add(")");
    }

    private static String ttl(@Nullable Duration ttl) {
        if (ttl == null) {
            return "timedelta(0)";
        }
        Duration rest = ttl.minusDays(ttl.toDays());
        return rest.isZero()
                ? "timedelta(days=" + ttl.toDays() + ")"
                : "timedelta(days=" + ttl.toDays() + ", seconds=" + rest.toSeconds() + ", microseconds="
                        + rest.toNanosPart() / 1000 + ")";
    }

    /** A string of JSON is one of Python. */
    private static String text(String value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + value + "' is not a text", e);
        }
    }
}
