package dev.millrace.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNativesTest {
    private static final String FOLDER = "ai/onnxruntime/native/linux-x64/";

    @TempDir
    Path folder;

    @Test
    void foldersAreNamedAsInTheJar() {
        assertThat(OnnxNatives.platform("Linux", "amd64")).isEqualTo("linux-x64");
        assertThat(OnnxNatives.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
        assertThat(OnnxNatives.platform("Windows 11", "amd64")).isEqualTo("win-x64");
        assertThat(OnnxNatives.platform("Linux", "s390x")).isNull();
    }

    @Test
    void theProvidersOfTheGpuJarAreUnpackedBesideTheRest() throws Exception {
        Path home = unpack(jar(
                "onnxruntime_gpu-1.jar",
                "onnxruntime",
                "onnxruntime4j_jni",
                "onnxruntime_providers_shared",
                "onnxruntime_providers_cuda",
                "onnxruntime_providers_tensorrt"));
        assertThat(home).isEqualTo(folder.resolve("onnxruntime_gpu-1-linux-x64"));
        try (var files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            library("onnxruntime"),
                            library("onnxruntime4j_jni"),
                            library("onnxruntime_providers_shared"),
                            library("onnxruntime_providers_cuda"),
                            library("onnxruntime_providers_tensorrt"));
        }
    }

    @Test
    void whatIsThereIsNotWrittenAgain() throws Exception {
        Path jar = jar("onnxruntime-1.jar", "onnxruntime", "onnxruntime4j_jni");
        Path library = unpack(jar).resolve(library("onnxruntime"));
        FileTime long1970 = FileTime.fromMillis(1);
        Files.setLastModifiedTime(library, long1970);
        unpack(jar);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(long1970);
        Files.writeString(library, "half writ");
        unpack(jar);
        assertThat(library).hasContent("code of onnxruntime");
    }

    @Test
    void aPlatformThatTheJarLacksIsLeftToOnnxRuntime() throws Exception {
        assertThat(OnnxNatives.unpack(folder, "linux-s390x", path -> null)).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    private Path unpack(Path jar) throws Exception {
        Path home = OnnxNatives.unpack(folder, "linux-x64", path -> entry(jar, path));
        return Objects.requireNonNull(home);
    }

    private static @Nullable URL entry(Path jar, String path) {
        try (var file = new JarFile(jar.toFile())) {
            return file.getEntry(path.substring(1)) == null ? null : new URL("jar:" + jar.toUri() + "!" + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String name, String... libraries) throws Exception {
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String library : List.of(libraries)) {
                out.putNextEntry(new JarEntry(FOLDER + library(library)));
                out.write(("code of " + library).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String library(String name) {
        return System.mapLibraryName(name);
    }
}
