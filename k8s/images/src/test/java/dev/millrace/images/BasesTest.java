package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that stand on others: Flink's jobs, the worker with CUDA, and any on a base of the user's choice. */
class BasesTest {
    @TempDir
    Path folder;

    private Base base;

    @BeforeEach
    void makeABase() throws Exception {
        Path file = folder.resolve("base.tar");
        Path release = Files.writeString(folder.resolve("os-release"), "ID=base\n");
        Jib.fromScratch()
                .addFileEntriesLayer(
                        new Layer("base").file(release, "/etc/os-release").build())
                .setEntrypoint("/docker-entrypoint.sh")
                .setUser("9999")
                .containerize(Containerizer.to(TarImage.at(file).named("base"))
                        .setBaseImageLayersCache(folder.resolve("base-layers"))
                        .setApplicationLayersCache(folder.resolve("layers")));
        base = Base.parse("tar:" + file);
    }

    private ImageTar build(Path home, Bases bases, String name) throws Exception {
        var tars = new Destination.Tars(folder.resolve("images"));
        // The runtime that the other tests have made.
        Path work = Path.of("target/work").toAbsolutePath();
        new ImageBuilder(home, work, bases, BuiltImages.LABELS, JavaRuntime.ofThisJdk())
                .build(ProcessImage.named(name), tars);
        return ImageTar.read(tars.file(name));
    }

    @Test
    void flinkJobsLieWhereTheManifestsSayAndFlinkStartsAsItsImageDoes() throws Exception {
        ImageTar image = build(BuiltImages.HOME, new Bases(new Base.Scratch(), base, null), "flink");

        assertThat(image.list("Entrypoint")).containsExactly("/docker-entrypoint.sh");
        assertThat(image.config().path("User").asText()).isEqualTo("9999");
        String jar = Manifests.all("jarURI: local:///(.*)$").first();
        assertThat(image.jar(jar))
                .contains(Manifests.all("entryClass: (.*)$").first().replace('.', '/') + ".class");
        assertThat(image.label("title")).isEqualTo("millrace/flink");
    }

    /** A second copy of what Flink has is not the same class to it. */
    @Test
    void flinkJobsBringTheConnectorAndNothingThatFlinkHas() throws Exception {
        ImageTar image = build(BuiltImages.HOME, new Bases(new Base.Scratch(), base, null), "flink");
        List<String> jars = image.files().stream()
                .filter(file -> file.endsWith(".jar"))
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .toList();

        assertThat(jars)
                .anyMatch(jar -> jar.startsWith("flink-connector-kafka-"))
                .anyMatch(jar -> jar.startsWith("kafka-clients-"))
                .anyMatch(jar -> jar.startsWith("millrace-streams-core-"))
                .noneMatch(
                        jar -> jar.matches(
                                "(flink-(runtime|core|clients|streaming|statebackend)|frocksdbjni|kryo|slf4j|logback|log4j).*"));
    }

    @Test
    void workerWithCudaTakesTheLibrariesOfItsPlatformAndTheUsersBase() throws Exception {
        Path home = builtWithCuda();

        ImageTar image = build(home, new Bases(new Base.Scratch(), null, base), "worker-gpu");

        assertThat(image.files())
                .contains(
                        "etc/os-release",
                        "opt/millrace/onnx-native/libonnxruntime.so",
                        "opt/millrace/onnx-native/libonnxruntime_providers_cuda.so")
                .noneMatch(file -> file.endsWith("libc.so.6") || file.endsWith(".dll"));
        assertThat(image.config().path("User").asText()).isEqualTo(ImageBuilder.USER);
        assertThat(image.list("Entrypoint")).startsWith("/opt/java/bin/java");
        // What lies in the manifests' component for GPUs agrees.
        assertThat(Manifests.all("value: (/opt/millrace/onnx-native)$")).isSubsetOf(ImageBuilder.NATIVES);
    }

    @Test
    void billOfMaterialsLiesInTheImageWithJavaAdded() throws Exception {
        Path home = builtWithCuda();
        Files.writeString(
                home.resolve("inference-workers/worker/target/bom.json"),
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"onnxruntime_gpu\"}]}");

        ImageTar image = build(home, new Bases(new Base.Scratch(), null, base), "worker-gpu");

        assertThat(image.text("sbom/bom.json").orElseThrow())
                .contains(
                        "CycloneDX",
                        "onnxruntime_gpu",
                        "OpenJDK",
                        Runtime.version().toString());
    }

    private Path builtWithCuda() throws Exception {
        Path home = folder.resolve("home");
        Path target = Files.createDirectories(home.resolve("inference-workers/worker/target"));
        jar(target.resolve("millrace-worker-1.jar"), Map.of("a.class", ""));
        String natives = "ai/onnxruntime/native/";
        String here = natives + OnnxJar.platform(System.getProperty("os.arch")) + "/";
        Path onnx = jar(
                folder.resolve("onnxruntime_gpu-1.jar"),
                Map.of(
                        here + "libonnxruntime.so", "x",
                        here + "libonnxruntime_providers_cuda.so", "x",
                        natives + "win-x64/onnxruntime.dll", "x"));
        Files.writeString(target.resolve("runtime.classpath"), onnx.toString());
        return home;
    }

    private static Path jar(Path file, Map<String, String> entries) throws Exception {
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void eachMissingPieceIsNamedWithWhatToDo() {
        BuiltImages.requireUsualBuild();
        Bases none = Bases.scratch();

        assertThatThrownBy(() -> build(BuiltImages.HOME, none, "flink")).hasMessageContaining("--flink-base");
        assertThatThrownBy(() -> build(BuiltImages.HOME, none, "worker-gpu")).hasMessageContaining("--gpu-base");
        assertThatThrownBy(() -> build(BuiltImages.HOME, new Bases(base, null, base), "worker-gpu"))
                .hasMessageContaining("-Dgpu");
        assertThatThrownBy(() -> build(folder, none, "worker"))
                .hasMessageContaining("mvn package")
                .hasMessageContaining("inference-workers/worker");
        assertThatThrownBy(() -> Base.parse("registry.example.com/distroless/java-base-debian12:nonroot"))
                .hasMessageContaining("@sha256:");
        assertThatThrownBy(() -> Base.parse("NOT AN IMAGE")).hasMessageContaining("'NOT AN IMAGE'");
    }
}
