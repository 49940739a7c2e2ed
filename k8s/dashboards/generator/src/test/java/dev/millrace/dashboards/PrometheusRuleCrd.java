package dev.millrace.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The schema of a {@code PrometheusRule} as the API server applies it with {@code --validate=strict}: unknown fields are refused. */
record PrometheusRuleCrd(Schema schema) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "prometheus/monitoring.coreos.com_prometheusrules.yaml";

    /** Skips the test where the definitions are not on this machine. */
    static PrometheusRuleCrd read() throws IOException {
        String named = System.getenv("CRDS_DIR");
        Path folder = named == null ? GeneratedFilesTest.K8S.resolve("../../shared/crds") : Path.of(named);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "no custom resource definitions: CRDS_DIR names no folder and ../shared/crds is none");
        JsonNode schema = new YAMLMapper()
                .readTree(Files.readString(folder.resolve(FILE)))
                .at("/spec/versions/0/schema/openAPIV3Schema");
        strict(schema);
        return new PrometheusRuleCrd(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JSON.writeValueAsString(schema), InputFormat.JSON));
    }

    /** What is wrong with one YAML document. */
    List<String> faults(String yaml) throws IOException {
        String json = JSON.writeValueAsString(new YAMLMapper().readTree(yaml));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static void strict(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            if (object.has("x-kubernetes-int-or-string")) {
                object.remove(List.of("anyOf", "pattern"));
                object.putArray("type").add("integer").add("string");
            }
        }
        schema.forEach(PrometheusRuleCrd::strict);
    }
}
