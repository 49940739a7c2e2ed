package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is generated and checked in is what the declarations say today. */
class GeneratedFilesTest {
    private static final String REFRESH =
            """
            %s is not what feature-views.yaml generates. Refresh it, in the root of the checkout:
              mvn -q -Dmillrace.quick -DskipTests -pl feature-store/views -am package
              java -cp feature-store/views/target/classes:$(cat feature-store/views/target/runtime.classpath) \
            dev.millrace.features.views.GenerateFeastRepo feature-store""";

    private static final Path FEATURE_STORE = Path.of("..").toAbsolutePath().normalize();

    @Test
    void rowClassesAreUpToDate() throws IOException {
        Map<Path, String> generated = RowClasses.files(FeatureViewsYaml.own());
        assertSame(FEATURE_STORE.resolve(GenerateFeastRepo.ROWS), generated);
        try (Stream<Path> files = Files.list(FEATURE_STORE.resolve(GenerateFeastRepo.ROWS))) {
            assertThat(files.map(Path::getFileName)
                            .filter(file -> file.toString().endsWith("Row.java")))
                    .as("rows of views that are declared no more are deleted by hand")
                    .containsExactlyInAnyOrderElementsOf(generated.keySet());
        }
    }

    @Test
    void feastRepositoryIsUpToDate() throws IOException {
        assertSame(
                FEATURE_STORE.resolve(GenerateFeastRepo.REPO),
                FeastRepo.files(FeatureViewsYaml.own(), FeastRepo.CONNECTION));
    }

    private static void assertSame(Path folder, Map<Path, String> generated) throws IOException {
        for (Map.Entry<Path, String> file : generated.entrySet()) {
            Path there = folder.resolve(file.getKey());
            assertThat(Files.exists(there) ? Files.readString(there) : "")
                    .withFailMessage(REFRESH, there)
                    .isEqualTo(file.getValue());
        }
    }
}
