package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of processes, the manifests and the code say the same. */
class ProcessImagesTest {
    @Test
    void manifestsNameTheseImagesAndThisTag() throws Exception {
        var names = new TreeSet<>(
                ProcessImage.all().stream().map(ProcessImage::name).toList());
        var used = Manifests.all("(?:image|name|newName): millrace/([a-z-]+)$");

        assertThat(names).containsAll(used);
        names.removeAll(used);
        assertThat(names).as("in no manifest").isSubsetOf("cli");
        assertThat(Manifests.all("millrace/[a-z-]+\\s+newTag: (\\S+)")).containsExactly(BuiltImages.version());
    }

    @Test
    void everyMainIsInTheJarOfItsModule() throws Exception {
        for (ProcessImage image : ProcessImage.all()) {
            Path jar = BuiltModule.read(BuiltImages.HOME, image.module()).jar();
            assertThat(ImageTar.namesIn(new ByteArrayInputStream(Files.readAllBytes(jar))))
                    .as(image.name())
                    .contains(image.mainClass().replace('.', '/') + ".class");
        }
    }

    /** {@code jdeps} sees calls; what is loaded by name, the containers' own test meets. */
    @Test
    void runtimeHasEveryModuleThatOurProcessesCall(@TempDir Path folder) throws Exception {
        var own = new TreeSet<Path>();
        for (ProcessImage image : ProcessImage.all()) {
            BuiltModule module = BuiltModule.read(BuiltImages.HOME, image.module());
            if (image.isFlink()) {
                continue;
            }
            own.add(module.jar());
            for (Path jar : module.classPath()) {
                Path link = folder.resolve(jar.getFileName());
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/jdeps").toString(),
                "-s",
                "--multi-release",
                "17",
                "-R",
                "-cp",
                folder + "/*"));
        own.forEach(jar -> command.add(jar.toString()));
        var called = new TreeSet<String>();
        Pattern.compile("-> ((java|jdk)\\.[a-z.]+)$", Pattern.MULTILINE)
                .matcher(Tool.run(command))
                .results()
                .forEach(match -> called.add(match.group(1)));

        assertThat(called).contains("java.base", "jdk.httpserver");
        assertThat(JavaRuntime.MODULES).containsAll(called);
    }

    @Test
    void anUnknownNameIsToldTheOthers() {
        assertThatThrownBy(() -> ProcessImage.named("workers"))
                .hasMessageContaining("no image 'workers'")
                .hasMessageContaining("materializer");
    }
}
