package dev.millrace.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Maven built of a module: its jar and the class path that it runs on, in order, as {@code target/runtime.classpath} has it.
 *
 * @param jar of the module itself
 * @param classPath all jars, the module's own first
 */
record BuiltModule(Path jar, List<Path> classPath) {
    private static final String OURS = "millrace-";

    BuiltModule {
        classPath = List.copyOf(classPath);
        Map<String, Path> names = new TreeMap<>();
        for (Path each : classPath) {
            Path other = names.put(each.getFileName().toString(), each);
            if (other != null) {
                throw new IllegalArgumentException(
                        "two jars of one name would be one file of an image: " + each + ", " + other);
            }
        }
    }

    /** Throws {@link IOException} that says what to run where the module is not built. */
    static BuiltModule read(Path home, String module) throws IOException {
        Path target = home.resolve(module).resolve("target");
        Path classPath = target.resolve("runtime.classpath");
        if (!Files.exists(classPath)) {
            throw notBuilt(module, classPath);
        }
        var jars = new ArrayList<Path>();
        jars.add(jar(target, module));
        for (String entry : Files.readString(classPath).strip().split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (!Files.isRegularFile(jar)) {
                throw notBuilt(module, jar);
            }
            jars.add(jar);
        }
        return new BuiltModule(jars.get(0), jars);
    }

    private static Path jar(Path target, String module) throws IOException {
        try (var found = Files.newDirectoryStream(target, OURS + "*.jar")) {
            for (Path jar : found) {
                if (!jar.toString().endsWith("-tests.jar")) {
                    return jar;
                }
            }
        }
        throw notBuilt(module, target.resolve(OURS + "*.jar"));
    }

    private static IOException notBuilt(String module, Path missing) {
        return new IOException(module + " is not built, there is no " + missing
                + ": mvn package -Dmaven.test.skip=true -pl " + module + " -am");
    }

    /** Jars of others: they change with a version in the root pom. */
    List<Path> libraries() {
        return classPath.stream().filter(jar -> !isOurs(jar)).toList();
    }

    /** Jars of this repository: they change with every commit. */
    List<Path> own() {
        return classPath.stream().filter(BuiltModule::isOurs).toList();
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().startsWith(OURS);
    }
}
