package dev.millrace.dashboards.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The rules as Prometheus reads them, and as its operator does. */
public final class RulesYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .enable(
                    YAMLGenerator.Feature.MINIMIZE_QUOTES,
                    YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS,
                    YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private static final String HEAD = "# Made by k8s/dashboards/generator; a change here is refused by its test.\n";

    private RulesYaml() {}

    /** {@code rule_files} of a Prometheus. */
    public static String plain(String runbookBase) {
        ObjectNode root = YAML.createObjectNode();
        groups(root, runbookBase);
        return text(root);
    }

    /** A {@code PrometheusRule} of the Prometheus operator. */
    public static String resource(String runbookBase) {
        ObjectNode root = YAML.createObjectNode();
        root.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
        ObjectNode metadata = root.putObject("metadata");
        metadata.put("name", "millrace").putObject("labels").put("app.kubernetes.io/part-of", "millrace");
        groups(root.putObject("spec"), runbookBase);
        return text(root);
    }

    private static void groups(ObjectNode parent, String runbookBase) {
        ArrayNode groups = parent.putArray("groups");
        for (Group group : Rules.all()) {
            ObjectNode node = groups.addObject();
            node.put("name", group.name());
            ArrayNode rules = node.putArray("rules");
            group.recordings().forEach(recording -> rules.addObject()
                    .put("record", recording.metric().prometheus())
                    .put("expr", recording.expr().text()));
            group.alerts().forEach(alert -> alert(rules.addObject(), alert, runbookBase));
        }
    }

    private static void alert(ObjectNode rule, Alert alert, String runbookBase) {
        rule.put("alert", alert.name()).put("expr", alert.expr().text());
        if (!alert.waits().equals("0m")) {
            rule.put("for", alert.waits());
        }
        rule.putObject("labels").put("severity", alert.severity().label());
        rule.putObject("annotations")
                .put("summary", alert.summary())
                .put("description", alert.description())
                .put("runbook_url", runbookBase + "#" + alert.runbook());
    }

    private static String text(ObjectNode root) {
        try {
            return HEAD + YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules cannot be written", e);
        }
    }
}
