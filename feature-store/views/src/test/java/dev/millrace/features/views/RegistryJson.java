package dev.millrace.features.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feast.proto.core.DataSourceProto.DataSource;
import feast.proto.core.EntityProto.EntitySpecV2;
import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureServiceProto.FeatureServiceSpec;
import feast.proto.core.FeatureViewProto.FeatureViewSpec;
import feast.proto.core.RegistryProto.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A registry in the form in which the stand-in for Feast's Python package tells what it was given. */
final class RegistryJson {
    private static final JsonMapper JSON = new JsonMapper();

    private RegistryJson() {}

    static List<JsonNode> of(Registry registry) {
        List<JsonNode> all = new ArrayList<>();
        registry.getEntitiesList().stream()
                .filter(entity -> !entity.getSpec().getName().equals("__dummy")) // Feast adds it by itself
                .forEach(entity -> all.add(entity(entity.getSpec())));
        registry.getDataSourcesList().forEach(source -> all.add(source(source)));
        registry.getFeatureViewsList().forEach(view -> all.add(view(view.getSpec())));
        registry.getFeatureServicesList().forEach(service -> all.add(service(service.getSpec())));
        return all;
    }

    private static ObjectNode entity(EntitySpecV2 spec) {
        return base("Entity", spec.getName(), spec.getDescription(), spec.getTagsMap(), spec.getOwner())
                .put("join_key", spec.getJoinKey())
                .put("value_type", spec.getValueType().name());
    }

    private static ObjectNode source(DataSource source) {
        boolean file = source.getType() == DataSource.SourceType.BATCH_FILE;
        ObjectNode json = base(
                        file ? "FileSource" : "PushSource",
                        source.getName(),
                        source.getDescription(),
                        source.getTagsMap(),
                        source.getOwner())
                .put("timestamp_field", source.getTimestampField())
                .put("created_timestamp_column", source.getCreatedTimestampColumn());
        return file
                ? json.put("uri", source.getFileOptions().getUri())
                : json.put("batch_source", source.getBatchSource().getName());
    }

    private static ObjectNode view(FeatureViewSpec spec) {
        ObjectNode json =
                base("FeatureView", spec.getName(), spec.getDescription(), spec.getTagsMap(), spec.getOwner());
        json.set("entities", JSON.valueToTree(List.copyOf(spec.getEntitiesList())));
        json.set("entity_columns", columns(spec.getEntityColumnsList()));
        json.set("features", columns(spec.getFeaturesList()));
        long micros = spec.getTtl().getSeconds() * 1_000_000 + spec.getTtl().getNanos() / 1000;
        return json.put("ttl_micros", String.valueOf(micros))
                .put("online", spec.getOnline())
                .put("stream_source", spec.getStreamSource().getName())
                .put("batch_source", spec.getBatchSource().getName());
    }

    private static ObjectNode service(FeatureServiceSpec spec) {
        ObjectNode json =
                base("FeatureService", spec.getName(), spec.getDescription(), spec.getTagsMap(), spec.getOwner());
        ArrayNode projections = json.putArray("features");
        spec.getFeaturesList().forEach(part -> projections
                .addObject()
                .put("feature_view_name", part.getFeatureViewName())
                .set("feature_columns", columns(part.getFeatureColumnsList())));
        return json;
    }

    private static ArrayNode columns(List<FeatureSpecV2> columns) {
        ArrayNode json = JSON.createArrayNode();
        columns.forEach(column -> json.addObject()
                .put("name", column.getName())
                .put("value_type", column.getValueType().name())
                .put("description", column.getDescription()));
        return json;
    }

    private static ObjectNode base(
            String kind, String name, String description, Map<String, String> tags, String owner) {
        ObjectNode json = JSON.createObjectNode()
                .put("kind", kind)
                .put("name", name)
                .put("description", description)
                .put("owner", owner);
        json.set("tags", JSON.valueToTree(tags));
        return json;
    }
}
