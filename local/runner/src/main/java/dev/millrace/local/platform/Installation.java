package dev.millrace.local.platform;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The built project that processes are started from. Every process has the class path that its own module declares
 * ({@code target/runtime.classpath}), so that Kafka, Flink and ONNX Runtime never meet on one.
 */
public record Installation(Path home, Path java) {
    private static final String JVM_ARGS = "META-INF/millrace/jvm.args";

    /** From the system property {@code millrace.home} that the launcher sets, on the JVM that runs now. */
    public static Installation current() {
        String home = System.getProperty("millrace.home");
        if (home == null) {
            throw new IllegalStateException("millrace.home is not set: start through ./millrace");
        }
        return new Installation(
                Path.of(home).toAbsolutePath().normalize(), Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /**
     * The command that starts a main class of a module; flags that the module asks for in {@code META-INF/millrace/jvm.args}
     * of its jar come first.
     *
     * @param module folder below {@link #home}, such as {@code streams-app/flink}
     */
    public List<String> command(String module, String mainClass, List<String> jvmArgs, Path config) throws IOException {
        Path jar = jar(module);
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(askedFor(jar));
        command.addAll(jvmArgs);
        command.add("-cp");
        command.add(classPath(module));
        command.add(mainClass);
        command.add("--config");
        command.add(config.toString());
        return command;
    }

    /** The class path of a module: its own jar, then what it needs. */
    String classPath(String module) throws IOException {
        return jar(module)
                + File.pathSeparator
                + Files.readString(home.resolve(module).resolve("target/runtime.classpath"))
                        .trim();
    }

    private Path jar(String module) throws IOException {
        Path target = home.resolve(module).resolve("target");
        try (Stream<Path> files = Files.exists(target) ? Files.list(target) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches("millrace-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(tests|sources|javadoc)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("module " + module + " is not built: run ./millrace once"));
        }
    }

    private static List<String> askedFor(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            var entry = file.getEntry(JVM_ARGS);
            if (entry == null) {
                return List.of();
            }
            try (InputStream in = file.getInputStream(entry)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::trim)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
            }
        }
    }
}
