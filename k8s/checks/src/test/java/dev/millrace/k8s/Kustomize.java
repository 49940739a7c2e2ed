package dev.millrace.k8s;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Renders what {@code kubectl apply -k} would send; skips the test where there is no kubectl. Each variant is rendered once. */
final class Kustomize {
    static final Path K8S = Path.of("..").toAbsolutePath().normalize();

    private static final Path WORK = Path.of("target", "kustomize").toAbsolutePath();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<Variant, Documents> RENDERED = new ConcurrentHashMap<>();

    private Kustomize() {}

    /** An overlay with further components. */
    record Variant(String overlay, List<String> components) {
        @Override
        public String toString() {
            return overlay + (components.isEmpty() ? "" : " + " + String.join(" + ", components));
        }
    }

    static Documents render(Variant variant) {
        requireKubectl();
        return RENDERED.computeIfAbsent(variant, Kustomize::run).copy();
    }

    static Documents render(String overlay, String... components) {
        return render(new Variant(overlay, List.of(components)));
    }

    private static void requireKubectl() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))),
                "no kubectl on the PATH");
    }

    private static Documents run(Variant variant) {
        try {
            Path folder =
                    Files.createDirectories(WORK.resolve(variant.toString().replaceAll("[^a-z-]+", "_")));
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization(folder, variant));
            return parse(execute(folder));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(variant + " cannot be rendered", e);
        }
    }

    private static String kustomization(Path folder, Variant variant) {
        String up = folder.relativize(K8S) + "/";
        return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - " + up + "overlays/"
                + variant.overlay() + "\n"
                + (variant.components().isEmpty() ? "" : "components:\n")
                + variant.components().stream()
                        .map(component -> "  - " + up + "components/" + component + "\n")
                        .collect(Collectors.joining());
    }

    private static String execute(Path folder) throws IOException, InterruptedException {
        Path complaints = folder.resolve("stderr");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(complaints.toFile())
                .start();
        try {
            String out = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!kubectl.waitFor(60, TimeUnit.SECONDS) || kubectl.exitValue() != 0) {
                throw new IOException(Files.readString(complaints));
            }
            return out;
        } finally {
            kubectl.destroyForcibly();
        }
    }

    private static Documents parse(String yaml) throws IOException {
        try (var values = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            return new Documents(values.readAll());
        }
    }
}
