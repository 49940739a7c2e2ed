package dev.millrace.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** Finds a redis-server: the installed one, else the one that embedded-redis carries. */
public final class RedisBinary {
    private RedisBinary() {}

    /** Path of the executable; an unpacked one is kept in {@code folder}. */
    public static Path find(Path folder) throws IOException {
        String path = System.getenv("PATH");
        for (String entry : path == null ? List.<String>of() : List.of(path.split(File.pathSeparator))) {
            Path candidate = Path.of(entry, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        Files.createDirectories(folder);
        return ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    }

    /** The command line of a server on loopback that keeps an append-only file in {@code folder}. */
    public static List<String> command(Path executable, Path folder, int port) {
        return List.of(
                executable.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--appendonly",
                "yes",
                "--save",
                "");
    }
}
