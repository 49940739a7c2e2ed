package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.k8s.code.CommandLineCode;
import dev.millrace.k8s.code.ProcessRights;
import dev.millrace.local.training.Preparation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Training by CronJob or by Argo: our command line takes each step, and each finds what the one before it left. */
public final class TrainingCheck implements Check {
    private static final List<String> STEPS =
            List.of("model prepare", "model train", "model evaluate", "model publish");
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m\\b");

    /** Beside the heap: the JVM's own, and ONNX Runtime's where the model is tried out. */
    private static final long BESIDE_MIB = 384;

    @Override
    public void check(Documents documents, Findings findings) {
        var missing = new HashSet<>(ProcessRights.MODELS);
        List<ObjectNode> jobs = Stream.concat(documents.kind("CronJob"), documents.kind("CronWorkflow"))
                .filter(job -> Documents.name(job).startsWith("training-"))
                .toList();
        for (ObjectNode job : jobs) {
            String model = Documents.name(job).replaceFirst("^training-", "");
            findings.require(missing.remove(model), Documents.title(job), "metadata.name", "trains no model, or twice");
            schedule(job, findings);
            List<Pod> pods =
                    documents.pods().filter(pod -> pod.owner().equals(job)).toList();
            new Steps(documents, model, findings).check(Documents.title(job), pods);
        }
        missing.removeIf(model -> jobs.isEmpty());
        missing.forEach(model -> findings.add("training-" + model, "kind", "is missing"));
    }

    private static void schedule(ObjectNode job, Findings findings) {
        String title = Documents.title(job);
        JsonNode spec = job.path("spec");
        findings.require(
                spec.path("concurrencyPolicy").asText().equals("Forbid"),
                title,
                "concurrencyPolicy",
                "two at a time would publish over each other");
        findings.require(
                spec.has("startingDeadlineSeconds"),
                title,
                "startingDeadlineSeconds",
                "after a hundred missed starts it would never start again");
        findings.require(
                spec.has("timeZone") || spec.has("timezone"),
                title,
                "timeZone",
                "at what time depends on the controller");
        findings.require(
                Documents.kind(job).equals("CronWorkflow")
                        || spec.at("/jobTemplate/spec/backoffLimit").asInt(6) == 0,
                title,
                "backoffLimit",
                "a model that is worse would be trained again and again");
    }

    /** One run, step by step. */
    private record Steps(Documents documents, String model, Findings findings, Set<String> files) {
        private Steps(Documents documents, String model, Findings findings) {
            this(documents, model, findings, new HashSet<>());
        }

        private void check(String title, List<Pod> pods) {
            var commands = new ArrayList<String>();
            for (Pod pod : pods) {
                String step = "steps." + pod.container().path("name").asText();
                memory(pod, step);
                try {
                    CommandLineCode call = CommandLineCode.parse(
                            Documents.texts(pod.container().path("args")));
                    commands.add(call.command());
                    step(pod, step, call);
                } catch (IllegalArgumentException e) {
                    findings.add(title, step, String.valueOf(e.getMessage()));
                    commands.add("?");
                }
            }
            findings.require(commands.equals(STEPS), title, "steps", commands + " are not " + STEPS);
        }

        private void step(Pod pod, String step, CommandLineCode call) {
            findings.require(
                    !call.positional().isEmpty() && call.positional().get(0).equals(model),
                    pod.title(),
                    step,
                    "is of another model than " + model);
            List<String> needs = new ArrayList<>();
            call.positional().stream().skip(1).forEach(needs::add);
            switch (call.command()) {
                case "model prepare" -> {
                    String out = call.option("--out").orElse("");
                    Stream.of(Preparation.TRAINING, Preparation.HELD_OUT)
                            .forEach(name -> writes(pod, step, out + "/" + name));
                }
                case "model train" -> {
                    needs.add(call.option("--data").orElse("no --data"));
                    writes(pod, step, call.option("--out").orElse("no --out"));
                }
                case "model evaluate" -> {
                    needs.add(call.option("--data").orElse("") + "/" + Preparation.HELD_OUT);
                    needs.add(call.option("--data").orElse("") + "/" + Preparation.TRAINING);
                    writes(pod, step, call.option("--report").orElse("no --report"));
                }
                default -> {
                    needs.add(call.option("--report").orElse("no --report"));
                    store(pod, step, call.option("--models").orElse(""));
                }
            }
            needs.forEach(file -> findings.require(
                    files.contains(file) && !mount(pod, file).isMissingNode(),
                    pod.title(),
                    step,
                    "needs " + file + ", which no step before it leaves"));
            boolean kafka = !call.command().equals("model train");
            findings.require(
                    kafka == pod.environment().containsKey("MILLRACE_KAFKA_BOOTSTRAP"),
                    pod.title(),
                    step,
                    kafka ? "is not told where Kafka is" : "needs no Kafka");
        }

        private void writes(Pod pod, String step, String file) {
            JsonNode mount = mount(pod, file);
            boolean kept = mount.path("name").asText().equals("work");
            findings.require(
                    kept && !mount.path("readOnly").asBoolean(), pod.title(), step, file + " goes with the step");
            if (kept) {
                files.add(file);
            }
        }

        /** Where it is published is where workers look: the same claim under the same path. */
        private void store(Pod pod, String step, String folder) {
            JsonNode own = mount(pod, folder + "/x");
            String claim = claim(pod, own);
            findings.require(
                    !claim.isEmpty() && !own.path("readOnly").asBoolean(),
                    pod.title(),
                    step,
                    "cannot write to --models " + folder);
            documents
                    .pods()
                    .filter(worker -> model.equals(worker.environment().get("MILLRACE_MODEL_NAME")))
                    .forEach(worker -> findings.require(
                            claim(worker, mount(worker, folder + "/x")).equals(claim),
                            pod.title(),
                            step,
                            worker.title() + " does not see " + folder));
        }

        private void memory(Pod pod, String step) {
            Matcher heap = HEAP.matcher(pod.environment().getOrDefault("JAVA_TOOL_OPTIONS", ""));
            long limit = Quantities.mebibytes(
                    pod.container().at("/resources/limits/memory").asText());
            findings.require(
                    heap.find() && Long.parseLong(heap.group(1)) + BESIDE_MIB <= limit,
                    pod.title(),
                    step,
                    "a limit of " + limit + " MiB is less than its heap and " + BESIDE_MIB);
        }

        private static String claim(Pod pod, JsonNode mount) {
            return pod.volume(mount.path("name").asText())
                    .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText())
                    .orElse("");
        }

        private static JsonNode mount(Pod pod, String file) {
            return Documents.stream(pod.container().path("volumeMounts"))
                    .filter(mount -> file.startsWith(mount.path("mountPath").asText() + "/"))
                    .findFirst()
                    .orElse(MissingNode.getInstance());
        }
    }
}
