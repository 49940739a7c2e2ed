package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the manifests beside this module say of images, read as text. */
final class Manifests {
    private static final Path K8S = BuiltImages.HOME.resolve("k8s");

    private Manifests() {}

    /** The first group of every match in every manifest. */
    static SortedSet<String> all(String regex) throws IOException {
        var pattern = Pattern.compile(regex, Pattern.MULTILINE);
        var found = new TreeSet<String>();
        for (String folder : List.of("base", "components", "overlays")) {
            List<Path> files;
            try (var walk = Files.walk(K8S.resolve(folder))) {
                files = walk.filter(file -> file.toString().endsWith(".yaml")).toList();
            }
            for (Path file : files) {
                pattern.matcher(Files.readString(file)).results().forEach(match -> found.add(match.group(1)));
            }
        }
        return found;
    }

    /** Memory limit of a process, as Kubernetes and Podman write it but for the last letter: {@code 768M}. */
    static String memory(String process) throws IOException {
        String yaml = Files.readString(K8S.resolve("base/processes/" + process + ".yaml"));
        var limit = Pattern.compile("limits:\\s+memory: (\\d+M)i").matcher(yaml);
        if (!limit.find()) {
            throw new AssertionError(process + " has no memory limit");
        }
        return limit.group(1);
    }

    /** JVM options of a process. */
    static String javaOptions(String process) throws IOException {
        String yaml = Files.readString(K8S.resolve("base/processes/" + process + ".yaml"));
        var options = Pattern.compile("name: JAVA_TOOL_OPTIONS\\s+value: (.*)").matcher(yaml);
        if (!options.find()) {
            throw new AssertionError(process + " has no JAVA_TOOL_OPTIONS");
        }
        return options.group(1);
    }
}
