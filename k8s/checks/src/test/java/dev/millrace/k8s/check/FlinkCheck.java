package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.code.FlinkCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each job runs once, is set up as the local process sets it up, survives its JobManager and is updated by a savepoint. */
public final class FlinkCheck implements Check {
    /** Differ on purpose: the cluster's memory is managed by slots, its checkpoints lie elsewhere. */
    private static final Set<String> OWN = Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.interval",
            "execution.checkpointing.num-retained",
            "parallelism.default",
            "pipeline.name",
            "state.backend.rocksdb.memory.managed",
            "state.backend.rocksdb.writebuffer.size");

    @Override
    public void check(Documents documents, Findings findings) {
        var missing = new ArrayList<>(FlinkCode.JOBS);
        documents.kind("FlinkDeployment").forEach(flink -> {
            String title = Documents.title(flink);
            List<String> args = Documents.texts(flink.at("/spec/job/args"));
            findings.require(
                    args.size() == 1 && missing.remove(args.get(0)),
                    title,
                    "job.args",
                    args + " is no job, or runs twice");
            findings.require(
                    Documents.name(flink).equals("flink-" + String.join("", args)),
                    title,
                    "metadata.name",
                    "is not flink-" + args);
            findings.require(
                    flink.at("/spec/job/entryClass").asText().equals(FlinkCode.ENTRY),
                    title,
                    "job.entryClass",
                    "is no class of ours");
            findings.require(
                    flink.at("/spec/flinkVersion").asText().equals("v2_2"),
                    title,
                    "flinkVersion",
                    "is not the one that the code is built with");
            findings.require(
                    flink.at("/spec/job/upgradeMode").asText().equals("savepoint"),
                    title,
                    "job.upgradeMode",
                    "an update must not start anew");
            findings.require(
                    flink.at("/spec/podTemplate/spec/containers/0/name")
                            .asText()
                            .equals("flink-main-container"),
                    title,
                    "podTemplate",
                    "the operator fills the container flink-main-container");
            configuration(flink, findings);
        });
        missing.forEach(job -> findings.add("FlinkDeployment/flink-" + job, "kind", "is missing"));
    }

    private static void configuration(ObjectNode flink, Findings findings) {
        String title = Documents.title(flink);
        JsonNode configuration = flink.at("/spec/flinkConfiguration");
        configuration.properties().forEach(entry -> {
            String problem = FlinkCode.problem(entry.getKey(), entry.getValue().asText());
            findings.require(problem.isEmpty(), title, "flinkConfiguration." + entry.getKey(), problem);
            findings.require(
                    entry.getValue().isTextual(), title, "flinkConfiguration." + entry.getKey(), "must be a string");
        });
        for (Map.Entry<String, String> local : FlinkCode.local().entrySet()) {
            String key = local.getKey();
            String here = configuration.path(key).asText();
            findings.require(
                    OWN.contains(key)
                            || (!here.isEmpty()
                                    && FlinkCode.problem(key, here).isEmpty()
                                    && FlinkCode.same(key, local.getValue(), here)),
                    title,
                    "flinkConfiguration." + key,
                    "'" + here + "' where the local process has " + local.getValue());
        }
        findings.require(
                configuration.path("high-availability.type").asText().equals("kubernetes"),
                title,
                "flinkConfiguration.high-availability.type",
                "a JobManager that dies would forget its job");
        String mount = Documents.stream(flink.at("/spec/podTemplate/spec/containers/0/volumeMounts"))
                .filter(found -> found.path("name").asText().equals("flink-state"))
                .map(found -> found.path("mountPath").asText())
                .findFirst()
                .orElse("?");
        for (String key : List.of(
                "execution.checkpointing.dir",
                "execution.checkpointing.savepoint-dir",
                "high-availability.storageDir")) {
            findings.require(
                    configuration.path(key).asText().startsWith("file://" + mount + "/"),
                    title,
                    "flinkConfiguration." + key,
                    "is not on the shared volume");
        }
        boolean scraped = Documents.stream(flink.at("/spec/podTemplate/spec/containers/0/ports"))
                .anyMatch(port -> port.path("containerPort")
                        .asText()
                        .equals(configuration.path("metrics.reporter.prom.port").asText()));
        findings.require(scraped, title, "flinkConfiguration.metrics.reporter.prom.port", "is no port of the pods");
    }
}
