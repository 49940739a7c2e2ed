package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that would be seen when a backup is needed: each is found before. */
class BackupMistakesTest {
    private static final String POD = "/spec/jobTemplate/spec/template/spec";
    private static final String RESTORE = "/spec/template/spec";

    private static final List<Map.Entry<String, Mistake>> ALL = List.of(
            mistake(
                    "models into the step's own folder",
                    "is not /backup/next/models",
                    e -> e.set("CronJob", "backup", POD + "/initContainers/1/args/2", "\"/tmp/models\"")),
            mistake(
                    "misspelt command",
                    "are not [model backup]",
                    e -> e.set("CronJob", "backup", POD + "/initContainers/1/args/1", "\"back-up\"")),
            mistake(
                    "another Redis than the store's",
                    "is not the store's",
                    e -> e.set("CronJob", "backup", POD + "/initContainers/0/image", "\"redis:6.2.14\"")),
            mistake(
                    "script that is not there",
                    "its script is not in",
                    e -> e.set("CronJob", "backup", POD + "/containers/0/command/1", "\"/scripts/retain.sh\"")),
            mistake(
                    "a backup that may write models",
                    "does not need",
                    e -> e.set("KafkaUser", "millrace-backup", "/spec/authorization/acls/0/operations/0", "\"All\"")),
            mistake(
                    "restore below a store that runs",
                    "that runs",
                    e -> e.set("Job", "restore", "/spec/suspend", "false")),
            mistake(
                    "restore without a replay",
                    "are not [model restore, features replay]",
                    e -> e.set("Job", "restore", RESTORE + "/containers/0/args", "[\"features\",\"list\"]")),
            mistake(
                    "data of nobody",
                    "there is no PersistentVolumeClaim redis-data-0",
                    e -> e.set(
                            "Job",
                            "restore",
                            RESTORE + "/volumes/3/persistentVolumeClaim/claimName",
                            "\"redis-data-0\"")),
            mistake(
                    "misspelt field of a restore",
                    "suspended",
                    e -> e.rename("Job", "restore", "/spec/suspend", "suspended")));

    static Stream<String> names() {
        return ALL.stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isFound(String name) {
        Mistakes.assertFound(ALL, name, Kustomize.render("production", "backup", "restore"));
    }
}
