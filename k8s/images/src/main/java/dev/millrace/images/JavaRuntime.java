package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A Java runtime of the modules that our processes use, linked from the JDK that runs the build. One for all images: nodes and
 * registries keep that layer once. Without the archive of the JDK's classes that a full JDK has: JDK 17 writes another one each time,
 * and with it two builds would never be the same.
 */
final class JavaRuntime {
    /** What {@code jdeps} finds, tested, and below that what is found by name when it runs. */
    static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "java.xml",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.management",
            "jdk.unsupported",
            // Elliptic curves of TLS.
            "jdk.crypto.ec",
            // Keep-alive of sockets.
            "jdk.net");

    private final Path jdk;

    JavaRuntime(Path jdk) {
        this.jdk = jdk;
    }

    static JavaRuntime ofThisJdk() {
        return new JavaRuntime(Path.of(System.getProperty("java.home", "")));
    }

    /** Makes it in {@code folder}, unless it is there already from this very JDK. Takes some seconds. */
    Path make(Path folder) throws IOException, InterruptedException {
        String made = jdk + " " + System.getProperty("java.vm.version") + " " + MODULES;
        Path stamp = folder.resolveSibling(folder.getFileName() + ".made");
        if (Files.exists(stamp) && Files.readString(stamp).equals(made)) {
            return folder;
        }
        delete(stamp);
        delete(folder);
        Path jlink = jdk.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IOException("no jlink in " + jdk + ": run the build with a JDK, not a JRE");
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Tool.run(command(jlink, folder));
        Files.writeString(stamp, made);
        return folder;
    }

    private static List<String> command(Path jlink, Path folder) {
        var command = new ArrayList<String>(List.of(jlink.toString(), "--add-modules", String.join(",", MODULES)));
        command.addAll(List.of("--no-header-files", "--no-man-pages", "--output", folder.toString()));
        return command;
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (var walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
