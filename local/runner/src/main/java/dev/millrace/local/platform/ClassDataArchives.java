package dev.millrace.local.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Class-data archives of our JVMs: classes parsed and laid out once, mapped at every later start. What that
 * saves: {@code loadgen/microbench/bench start}.
 *
 * <p>A process without an archive records which classes it loads, which costs nothing that can be measured; {@link #build} makes
 * the archive of the next start from that. The file's name holds a checksum of JDK and class path, so that a stale one is never
 * named, and the JVM checks the jars again. It is written aside and moved: a JVM that maps half an archive crashes.
 */
public final class ClassDataArchives {
    private final Path folder;
    private final Path java;
    private final Map<Path, Recording> recordings = new TreeMap<>();

    private record Recording(String module, String classPath, List<Path> lists) {}

    public ClassDataArchives(Path folder, Path java) {
        this.folder = folder;
        this.java = java;
    }

    /** Flags for a process: to map the archive of its module, else to record for one. */
    synchronized List<String> flags(String process, String module, String classPath) throws IOException {
        Files.createDirectories(folder);
        String name = module.replace('/', '-');
        Path archive = folder.resolve(name + "-" + checksum(classPath) + ".jsa");
        if (Files.exists(archive)) {
            return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
        }
        Path list = folder.resolve(process + ".classes");
        recordings
                .computeIfAbsent(archive, missing -> new Recording(name, classPath, new ArrayList<>()))
                .lists()
                .add(list);
        return List.of("-XX:DumpLoadedClassList=" + list);
    }

    /** Makes what was missing, one after another at the lowest priority; returns how many. Takes some seconds for each. */
    public synchronized int build() throws IOException, InterruptedException {
        int built = 0;
        for (var entry : recordings.entrySet()) {
            built += build(entry.getKey(), entry.getValue()) ? 1 : 0;
        }
        return built;
    }

    private boolean build(Path archive, Recording recording) throws IOException, InterruptedException {
        var classes = new LinkedHashSet<String>();
        for (Path list : recording.lists()) {
            if (Files.exists(list)) {
                classes.addAll(Files.readAllLines(list, StandardCharsets.ISO_8859_1));
            }
        }
        Path all = folder.resolve(archive.getFileName() + ".classes");
        Path aside = folder.resolve(archive.getFileName() + ".tmp");
        Files.write(all, classes, StandardCharsets.ISO_8859_1);
        Files.deleteIfExists(aside);
        Process dump = new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + all,
                        "-XX:SharedArchiveFile=" + aside,
                        "-cp",
                        recording.classPath())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("dump.log").toFile())
                .start();
        try {
            if (dump.waitFor() != 0 || !Files.exists(aside)) {
                return false; // every start works without one; dump.log says why
            }
            Files.move(aside, archive, StandardCopyOption.ATOMIC_MOVE);
            deleteOthers(recording.module(), archive);
            return true;
        } finally {
            dump.destroyForcibly();
            Files.deleteIfExists(aside);
            Files.deleteIfExists(all);
        }
    }

    /** Of class paths that are no more: each build of the code would leave 50 MB a module. A JVM that has one mapped keeps it. */
    private void deleteOthers(String module, Path archive) throws IOException {
        try (var found = Files.newDirectoryStream(folder, module + "-*.jsa")) {
            for (Path other : found) {
                String checksum = other.getFileName().toString().substring(module.length() + 1);
                if (!other.equals(archive) && checksum.matches("[0-9a-f]{1,8}\\.jsa")) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private String checksum(String classPath) throws IOException {
        var sum = new CRC32();
        var text = new StringBuilder(java + " " + System.getProperty("java.vm.version"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            text.append('\n').append(entry);
            if (Files.exists(jar)) {
                text.append(' ').append(Files.size(jar)).append(' ').append(Files.getLastModifiedTime(jar));
            }
        }
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
