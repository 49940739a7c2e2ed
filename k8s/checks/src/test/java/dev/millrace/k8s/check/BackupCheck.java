package dev.millrace.k8s.check;

import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.k8s.code.CommandLineCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a backup writes, a restore finds; our command line takes its steps, and their scripts are there. */
public final class BackupCheck implements Check {
    private static final Optional<String> BACKUP = Optional.of("millrace-backup");
    private static final Map<String, String> FOLDERS =
            Map.of("model backup", "/backup/next/models", "model restore", "/backup/latest/models");
    private static final Map<String, List<String>> COMMANDS =
            Map.of("backup", List.of("model backup"), "restore", List.of("model restore", "features replay"));
    private static final Pattern SCRIPT = Pattern.compile("/scripts/([a-z-]+[.]sh)");

    @Override
    public void check(Documents documents, Findings findings) {
        COMMANDS.forEach((name, commands) -> {
            List<Pod> steps = documents
                    .pods()
                    .filter(pod -> pod.isJob() && pod.name().equals(name))
                    .toList();
            List<String> found = steps.stream()
                    .filter(step -> image(step).startsWith("millrace/cli:"))
                    .map(step -> call(documents, step, findings))
                    .toList();
            findings.require(steps.isEmpty() || found.equals(commands), name, "steps", found + " are not " + commands);
            steps.stream()
                    .filter(step -> image(step).startsWith("redis:"))
                    .forEach(step -> redis(documents, step, findings));
        });
        documents
                .find("Job", "restore")
                .ifPresent(job -> findings.require(
                        job.at("/spec/suspend").asBoolean(),
                        "Job/restore",
                        "suspend",
                        "it would write below a store that runs"));
    }

    private static String call(Documents documents, Pod step, Findings findings) {
        try {
            CommandLineCode call =
                    CommandLineCode.parse(Documents.texts(step.container().path("args")));
            String folder = FOLDERS.get(call.command());
            if (folder != null) {
                models(documents, step, call, folder, findings);
            }
            return call.command();
        } catch (IllegalArgumentException e) {
            findings.add(step.title(), key(step), String.valueOf(e.getMessage()));
            return "?";
        }
    }

    private static void models(Documents documents, Pod step, CommandLineCode call, String folder, Findings findings) {
        findings.require(
                call.positional().equals(List.of(folder)),
                step.title(),
                key(step),
                call.positional() + " is not " + folder);
        findings.require(claim(step, "/backup").equals(BACKUP), step.title(), key(step), "is kept nowhere");
        documents
                .pods()
                .filter(pod -> pod.environment().containsKey("MILLRACE_MODEL_NAME"))
                .forEach(worker -> findings.require(
                        claim(worker, "/models").equals(claim(step, "/models")),
                        step.title(),
                        key(step),
                        "does not see the models of " + worker.title()));
    }

    /** By the very version of Redis that serves: an older one does not read what a newer one wrote. */
    private static void redis(Documents documents, Pod step, Findings findings) {
        String store = documents
                .pods()
                .filter(pod -> pod.title().equals("StatefulSet/redis"))
                .map(BackupCheck::image)
                .findFirst()
                .orElse("nowhere");
        findings.require(
                image(step).equals(store), step.title(), key(step), image(step) + " is not the store's, " + store);
        Matcher script =
                SCRIPT.matcher(String.join(" ", Documents.texts(step.container().path("command"))));
        String map = step.volume("scripts")
                .map(volume -> volume.at("/configMap/name").asText())
                .orElse("");
        findings.require(
                script.find()
                        && documents
                                .find("ConfigMap", map)
                                .map(found -> found.path("data").has(script.group(1)))
                                .orElse(false),
                step.title(),
                key(step),
                "its script is not in " + map);
        findings.require(claim(step, "/backup").equals(BACKUP), step.title(), key(step), "is kept nowhere");
    }

    private static String key(Pod step) {
        return "steps." + step.container().path("name").asText();
    }

    private static String image(Pod pod) {
        return pod.container().path("image").asText();
    }

    private static Optional<String> claim(Pod pod, String path) {
        return Documents.stream(pod.container().path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals(path))
                .findFirst()
                .flatMap(mount -> pod.volume(mount.path("name").asText()))
                .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText());
    }
}
