package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in training's jobs, by CronJob and by Argo: each is found. */
class TrainingMistakesTest {
    private static final String JOB = "training-recommender";
    private static final String POD = "/spec/jobTemplate/spec/template/spec";
    private static final String FLOW = "/spec/templates/";
    private static final List<Map.Entry<String, Mistake>> CRON_JOB = List.of(
            mistake(
                    "misspelt command",
                    "model train",
                    e -> e.set("CronJob", JOB, POD + "/initContainers/1/args/1", "\"learn\"")),
            mistake(
                    "misspelt option",
                    "--reports",
                    e -> e.set("CronJob", JOB, POD + "/initContainers/2/args/6", "\"--reports\"")),
            mistake("no evaluation", "are not", e -> e.remove("CronJob", JOB, POD + "/initContainers/2")),
            mistake(
                    "evaluation of another file",
                    "which no step before it leaves",
                    e -> e.set("CronJob", JOB, POD + "/initContainers/2/args/3", "\"/scratch/other.onnx\"")),
            mistake(
                    "left in the step's own folder",
                    "goes with the step",
                    e -> e.set("CronJob", JOB, POD + "/initContainers/0/args/4", "\"/tmp\"")),
            mistake(
                    "published whatever the verdict",
                    "no --report",
                    e -> e.set(
                            "CronJob",
                            JOB,
                            POD + "/containers/0/args",
                            "[\"model\",\"publish\",\"recommender\",\"/scratch/model.onnx\",\"--models\",\"/models\"]")),
            mistake(
                    "published where no worker looks",
                    "cannot write",
                    e -> e.set("CronJob", JOB, POD + "/containers/0/args/7", "\"/tmp/models\"")),
            mistake(
                    "training with a way to Kafka",
                    "needs no Kafka",
                    e -> e.set(
                            "CronJob",
                            JOB,
                            POD + "/initContainers/1/env/0",
                            "{\"name\":\"MILLRACE_KAFKA_BOOTSTRAP\",\"value\":\"millrace-kafka-bootstrap:9093\"}")),
            mistake(
                    "the other model's user",
                    "its own user",
                    e -> e.set(
                            "CronJob", "training-sensor-anomaly", POD + "/volumes", volumes("training-recommender"))),
            mistake(
                    "training may write events",
                    "does not need",
                    e -> e.set("KafkaUser", "millrace-" + JOB, "/spec/authorization/acls/0/operations/0", "\"Write\"")),
            mistake("two runs at a time", "publish over", e -> e.remove("CronJob", JOB, "/spec/concurrencyPolicy")),
            mistake(
                    "too small a limit",
                    "less than its heap",
                    e -> e.set("CronJob", JOB, POD + "/initContainers/1/resources/limits/memory", "\"1Gi\"")),
            mistake(
                    "step as root",
                    "readOnlyRootFilesystem",
                    e -> e.remove("CronJob", JOB, POD + "/initContainers/2/securityContext/readOnlyRootFilesystem")),
            mistake(
                    "misspelt field of a job",
                    "backofLimit",
                    e -> e.rename("CronJob", JOB, "/spec/jobTemplate/spec/backoffLimit", "backofLimit")));

    private static final List<Map.Entry<String, Mistake>> ARGO = List.of(
            mistake(
                    "misspelt field of a schedule",
                    "concurencyPolicy",
                    e -> e.rename("CronWorkflow", JOB, "/spec/concurrencyPolicy", "concurencyPolicy")),
            mistake(
                    "misspelt field deep in a template",
                    "volumeMount",
                    e -> e.rename("WorkflowTemplate", "training", FLOW + "1/container/volumeMounts", "volumeMount")),
            mistake(
                    "another template",
                    "are not",
                    e -> e.set("CronWorkflow", JOB, "/spec/workflowSpec/workflowTemplateRef/name", "\"train\"")),
            mistake(
                    "trains the other model",
                    "of another model",
                    e -> e.set(
                            "CronWorkflow",
                            JOB,
                            "/spec/workflowSpec/arguments/parameters/0/value",
                            "\"sensor-anomaly\"")),
            mistake(
                    "publication before evaluation",
                    "are not",
                    e -> e.set("WorkflowTemplate", "training", FLOW + "0/steps/1/0/template", "\"publish\"")),
            mistake(
                    "account that is not there",
                    "there is no ServiceAccount",
                    e -> e.set("WorkflowTemplate", "training", "/spec/serviceAccountName", "\"default\"")),
            mistake(
                    "role with everything",
                    "least privilege",
                    e -> e.set("Role", "millrace-training", "/rules/0/verbs/0", "\"*\"")),
            mistake(
                    "no way to the API server",
                    "to api-server:443",
                    e -> e.without(each -> Documents.title(each).equals("NetworkPolicy/to-api-server"))));

    private static String volumes(String user) {
        return "[{\"name\":\"tmp\",\"emptyDir\":{}},{\"name\":\"kafka-user\",\"secret\":{\"secretName\":\"millrace-"
                + user + "\",\"items\":[{\"key\":\"sasl.jaas.config\",\"path\":\"sasl.jaas.config\"}]}}]";
    }

    static Stream<String> byCronJob() {
        return CRON_JOB.stream().map(Map.Entry::getKey);
    }

    static Stream<String> byArgo() {
        return ARGO.stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("byCronJob")
    void ofACronJobIsFound(String name) {
        Mistakes.assertFound(CRON_JOB, name, Kustomize.render("production", "training"));
    }

    @ParameterizedTest
    @MethodSource("byArgo")
    void ofAWorkflowIsFound(String name) {
        Mistakes.assertFound(ARGO, name, Kustomize.render("production", "training-argo"));
    }
}
