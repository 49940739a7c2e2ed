package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Argo CD and Flux are pointed at what is there. Their own schemas are not at hand: fields are held against the lists below. */
class GitOpsTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Kustomize.K8S.resolve("gitops");

    /** Those of Argo CD 3 and Flux 2 that we use; one that is not here is misspelt, or to be looked up and added. */
    private static final Set<String> FIELDS = Set.of(
            "spec.project",
            "spec.source.repoURL",
            "spec.source.targetRevision",
            "spec.source.path",
            "spec.destination.server",
            "spec.destination.namespace",
            "spec.syncPolicy.automated.prune",
            "spec.syncPolicy.automated.selfHeal",
            "spec.syncPolicy.syncOptions",
            "spec.syncPolicy.retry.limit",
            "spec.syncPolicy.retry.backoff.duration",
            "spec.syncPolicy.retry.backoff.factor",
            "spec.syncPolicy.retry.backoff.maxDuration",
            "spec.interval",
            "spec.url",
            "spec.ref.semver",
            "spec.ignore",
            "spec.retryInterval",
            "spec.timeout",
            "spec.path",
            "spec.prune",
            "spec.deletionPolicy",
            "spec.sourceRef.kind",
            "spec.sourceRef.name",
            "spec.healthChecks");

    @Test
    void bothAreFreeOfProblems() throws IOException {
        assertThat(problems(read("argo-cd/application.yaml"))).isEmpty();
        assertThat(problems(read("flux/source.yaml"))).isEmpty();
        assertThat(problems(read("flux/kustomization.yaml"))).isEmpty();
    }

    @Test
    void fluxReadsTheRepositoryThatIsThere() throws IOException {
        assertThat(read("flux/kustomization.yaml").at("/spec/sourceRef/name"))
                .isEqualTo(read("flux/source.yaml").at("/metadata/name"));
        assertThat(read("flux/source.yaml").at("/spec/ignore").asText()).contains("!/k8s/");
    }

    @Test
    void mistakesAreFound() throws IOException {
        ObjectNode application = read("argo-cd/application.yaml");
        ((ObjectNode) application.at("/spec/source")).put("path", "k8s/overlays/prod");
        ObjectNode flux = read("flux/kustomization.yaml");
        ((ObjectNode) flux.path("spec")).put("pruning", true);
        ObjectNode health = read("flux/kustomization.yaml");
        ((ObjectNode) health.at("/spec/healthChecks/1")).put("name", "stream");
        ObjectNode old = read("flux/source.yaml");
        old.put("apiVersion", "source.toolkit.fluxcd.io/v1beta2");

        assertThat(problems(application)).containsExactly("k8s/overlays/prod is no overlay");
        assertThat(problems(flux)).containsExactly("unknown field spec.pruning");
        assertThat(problems(health)).containsExactly("there is no StatefulSet stream");
        assertThat(problems(old)).containsExactly("source.toolkit.fluxcd.io/v1beta2 is not the version");
    }

    private static List<String> problems(ObjectNode object) {
        var problems = new ArrayList<String>();
        if (!Set.of("argoproj.io/v1alpha1", "source.toolkit.fluxcd.io/v1", "kustomize.toolkit.fluxcd.io/v1")
                .contains(object.path("apiVersion").asText())) {
            problems.add(object.path("apiVersion").asText() + " is not the version");
        }
        fields("spec", object.path("spec"), problems);
        for (JsonNode path : List.of(object.at("/spec/path"), object.at("/spec/source/path"))) {
            if (path.isTextual()
                    && !Files.exists(
                            Kustomize.K8S.getParent().resolve(path.asText()).resolve("kustomization.yaml"))) {
                problems.add(path.asText() + " is no overlay");
            }
        }
        if (object.at("/spec").has("healthChecks")) {
            Documents documents = Kustomize.render("production");
            for (JsonNode check : object.at("/spec/healthChecks")) {
                String kind = check.path("kind").asText();
                String name = check.path("name").asText();
                if (documents.find(kind, name).isEmpty()) {
                    problems.add("there is no " + kind + " " + name);
                }
            }
        }
        return problems;
    }

    private static void fields(String path, JsonNode node, List<String> problems) {
        node.properties().forEach(field -> {
            String key = path + "." + field.getKey();
            if (field.getValue().isObject()) {
                fields(key, field.getValue(), problems);
            } else if (!FIELDS.contains(key)) {
                problems.add("unknown field " + key);
            }
        });
    }

    private static ObjectNode read(String file) throws IOException {
        return (ObjectNode) YAML.readTree(FOLDER.resolve(file).toFile());
    }
}
