package dev.millrace.features.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Feast's Java client as published, on its own class path in a process of its own: module {@code published-client}. */
final class PublishedClient {
    private static final Path TARGET = Path.of("..", "published-client", "target");

    private PublishedClient() {}

    /** What {@code ReadMain} prints for these features and rows. */
    static List<String> read(int port, @Nullable Path ca, Path folder, String features, String... rows)
            throws IOException, InterruptedException {
        Path libraries = TARGET.resolve("runtime.classpath");
        if (!Files.exists(libraries)) {
            throw new IOException(libraries.normalize().toAbsolutePath()
                    + " is missing: build with mvn -pl feature-store/published-client package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                TARGET.resolve("classes") + ":" + Files.readString(libraries),
                "dev.millrace.features.published.ReadMain",
                "127.0.0.1",
                Integer.toString(port),
                ca == null ? "-" : ca.toString(),
                features));
        command.addAll(List.of(rows));
        Path output = Files.createTempFile(folder, "client", ".log");
        Path errors = folder.resolve("client-errors.log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the published client failed: " + Files.readString(errors));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output);
    }
}
