package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in an image, and what is not. */
class ImagesTest {
    private static final long LARGEST_WORKER = 250_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"worker", "materializer"})
    void startsOurMainAsTheUserOfTheManifestsAndLeavesEverySettingToThem(String name) throws Exception {
        ImageTar image = BuiltImages.image(name);

        assertThat(image.config().path("User").asText()).isEqualTo(ImageBuilder.USER);
        assertThat(Manifests.all("runAsUser: (\\d+)")).contains(ImageBuilder.USER.replaceFirst(":.*", ""));
        assertThat(image.list("Entrypoint"))
                .startsWith("/opt/java/bin/java")
                .endsWith("@/opt/millrace/class-path", ProcessImage.named(name).mainClass());
        assertThat(image.list("Env")).noneMatch(entry -> entry.startsWith("MILLRACE_") || entry.startsWith("JAVA_"));
        assertThat(image.list("Cmd")).isEmpty();
    }

    @Test
    void labelsSayWhatItIs() throws Exception {
        ImageTar image = BuiltImages.image("worker");

        assertThat(image.label("title")).isEqualTo("millrace/worker");
        assertThat(image.label("version")).isEqualTo("0.1.0");
        assertThat(image.label("revision")).isEqualTo("0123456789abcdef");
        assertThat(image.label("licenses")).isEqualTo("Apache-2.0");
        assertThat(image.label("source")).isEqualTo("https://example.com/millrace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "materializer"})
    void everythingIsRootsAndNobodyElseMayWrite(String name) throws Exception {
        for (TarArchiveEntry entry : BuiltImages.image(name).entries()) {
            assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
            assertThat(entry.getLongGroupId()).as(entry.getName()).isZero();
            assertThat(entry.getMode() & 06022).as(entry.getName()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "materializer"})
    void thereIsNoShellAndNoProgramButJavas(String name) throws Exception {
        assertThat(BuiltImages.image(name).files())
                .noneMatch(file -> file.matches("(.*/)?(sh|bash|dash|busybox)"))
                .filteredOn(file -> file.matches("(.*/)?s?bin/.*"))
                .allMatch(file -> file.startsWith("opt/java/bin/"));
    }

    @Test
    void layersGoFromWhatSeldomChangesToWhatEveryCommitChanges() throws Exception {
        List<ImageTar.Layer> worker = BuiltImages.image("worker").layers();
        List<ImageTar.Layer> materializer = BuiltImages.image("materializer").layers();

        assertThat(paths(worker.get(0)))
                .contains("etc/passwd")
                .anyMatch(path -> path.endsWith("/libc.so.6"))
                .allMatch(path -> path.matches("(usr/)?(lib(64)?|etc|tmp|)(/.*)?"), "nothing else of this machine");
        assertThat(paths(worker.get(1))).contains("opt/java/lib/modules", "opt/java/lib/server/libjvm.so");
        assertThat(paths(worker.get(2)))
                .anyMatch(path -> path.contains("/kafka-clients-"))
                .noneMatch(path -> path.contains("/millrace-"));
        assertThat(paths(worker.get(3))).contains("opt/millrace/onnx-native/libonnxruntime.so");
        assertThat(paths(worker.get(4)))
                .anyMatch(path -> path.contains("/millrace-worker-"))
                .noneMatch(path -> path.contains("/kafka-clients-"));
        assertThat(materializer.get(0).digest()).isEqualTo(worker.get(0).digest());
        assertThat(materializer.get(1).digest()).isEqualTo(worker.get(1).digest());
    }

    private static List<String> paths(ImageTar.Layer layer) {
        return layer.entries().stream().map(TarArchiveEntry::getName).toList();
    }

    @Test
    void workerOnCpuStaysSmall() throws Exception {
        ImageTar image = BuiltImages.image("worker");

        assertThat(image.bytes()).as("unpacked").isLessThan(LARGEST_WORKER);
        assertThat(Files.size(BuiltImages.tar("worker"))).as("compressed").isLessThan(LARGEST_WORKER);
    }

    @Test
    void onnxRuntimeIsUnpackedForThisPlatformAlone() throws Exception {
        ImageTar image = BuiltImages.image("worker");

        assertThat(image.files().stream().filter(file -> file.contains("onnx-native/")))
                .containsExactly(
                        "opt/millrace/onnx-native/libonnxruntime.so",
                        "opt/millrace/onnx-native/libonnxruntime4j_jni.so");
        assertThat(image.list("Entrypoint")).contains("-Donnxruntime.native.path=/opt/millrace/onnx-native");
        String jar = image.files().stream()
                .filter(file -> file.contains("/onnxruntime-"))
                .findFirst()
                .orElseThrow();
        assertThat(image.jar(jar))
                .contains("ai/onnxruntime/OrtEnvironment.class")
                .noneMatch(name -> name.contains("native/"));
    }

    @Test
    void classPathIsMavensInItsOrder() throws Exception {
        ImageTar image = BuiltImages.image("worker");
        String classPath = image.text("opt/millrace/class-path").orElseThrow();
        Stream<String> jars = Stream.of(classPath.replace("-cp\n", "").strip().split(":", -1));

        List<String> expected = BuiltModule.read(BuiltImages.HOME, "inference-workers/worker").classPath().stream()
                .map(jar -> "/opt/millrace/lib/" + jar.getFileName())
                .toList();
        assertThat(jars.toList()).isEqualTo(expected);
        assertThat(image.files())
                .containsAll(expected.stream().map(jar -> jar.substring(1)).toList());
    }

    /** Everything from the start, in another folder: Java linked again, each layer packed again. */
    @Test
    void sameSourcesMakeTheSameImage(@TempDir Path other) throws Exception {
        Path first = BuiltImages.tar("observer");
        var tars = new Destination.Tars(other.resolve("images"));
        BuiltImages.builder(other.resolve("work")).build(ProcessImage.named("observer"), tars);

        assertThat(Files.mismatch(first, tars.file("observer"))).isEqualTo(-1);
    }
}
