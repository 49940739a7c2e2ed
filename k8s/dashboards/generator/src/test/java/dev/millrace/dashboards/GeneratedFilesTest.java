package dev.millrace.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dashboards.alerts.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is checked in is what the code makes today: a renamed metric fails here until its dashboards follow. */
class GeneratedFilesTest {
    static final Path K8S = Path.of("../..").toAbsolutePath().normalize();

    private static final String REFRESH =
            """
            %s is not what the code makes. Refresh it, in the root of the checkout:
              mvn -q -Dmillrace.quick -DskipTests -pl k8s/dashboards/generator -am package
              java -cp k8s/dashboards/generator/target/classes:$(cat k8s/dashboards/generator/target/runtime.classpath) \
            dev.millrace.dashboards.GenerateDashboards k8s""";

    @Test
    void theFilesAreUpToDate() throws IOException {
        for (Map.Entry<Path, String> file :
                GenerateDashboards.files(Runbook.BASE).entrySet()) {
            Path there = K8S.resolve(file.getKey());
            assertThat(Files.exists(there) ? Files.readString(there) : "")
                    .withFailMessage(REFRESH, there)
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void noOtherDashboardLiesBesideThemAndEachIsProvisioned() throws IOException {
        String kustomization = Files.readString(K8S.resolve("dashboards/kustomization.yaml"));
        try (Stream<Path> files = Files.list(K8S.resolve("dashboards"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")).map(K8S::relativize))
                    .allSatisfy(file ->
                            assertThat(GenerateDashboards.files(Runbook.BASE)).containsKey(file))
                    .allSatisfy(file -> assertThat(kustomization).contains("- " + file.getFileName() + "\n"));
        }
    }
}
