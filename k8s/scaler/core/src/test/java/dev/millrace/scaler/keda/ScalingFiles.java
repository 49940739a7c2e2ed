package dev.millrace.scaler.keda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The scaling files of this checkout. */
final class ScalingFiles {
    static final Path HOME = Path.of("../../..").toAbsolutePath().normalize();

    private ScalingFiles() {}

    /** Those that stand on their own. */
    static List<Path> base() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("k8s/base/scaling"))) {
            return files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The ScaledObjects that {@code kubectl kustomize} makes of a folder below {@code k8s}; skips the test where there is no kubectl.
     * Everything else in there is looked at by k8s/checks.
     */
    static List<String> rendered(String folder) throws Exception {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "kubectl"))),
                "no kubectl on the PATH");
        Process kubectl = new ProcessBuilder(
                        "kubectl",
                        "kustomize",
                        HOME.resolve("k8s").resolve(folder).toString())
                .redirectErrorStream(true)
                .start();
        try {
            String out = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!kubectl.waitFor(60, TimeUnit.SECONDS) || kubectl.exitValue() != 0) {
                throw new AssertionError("kubectl kustomize " + folder + ": " + out);
            }
            return Stream.of(out.split("(?m)^---$", -1))
                    .filter(document -> document.contains("\nkind: ScaledObject\n"))
                    .toList();
        } finally {
            kubectl.destroyForcibly();
        }
    }
}
