package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every process of the tree runs in a cluster: those that are not in the tree yet have their place, and it is filled when they come. */
class JoiningTest {
    /**
     * A process to come.
     *
     * @param module its folder, from the root of the repository
     * @param place where its manifests will be, from {@code k8s}; components/README.md says what else joins
     */
    private record Joining(String module, String place) {}

    private static final List<Joining> TO_COME = List.of(new Joining("ingest/gateway", "components/gateway"));

    @Test
    void aProcessThatComesBringsItsManifests() {
        Path root = Kustomize.K8S.resolve("..");
        for (Joining joining : TO_COME) {
            assertThat(Files.exists(Kustomize.K8S.resolve(joining.place).resolve("kustomization.yaml")))
                    .as(
                            "%s is there: k8s/components/README.md says what joins as k8s/%s",
                            joining.module, joining.place)
                    .isEqualTo(Files.exists(root.resolve(joining.module).resolve("pom.xml")));
        }
    }
}
