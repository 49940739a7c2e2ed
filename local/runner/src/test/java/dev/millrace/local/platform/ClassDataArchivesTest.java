package dev.millrace.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchivesTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    @Test
    void aFirstStartRecordsAndTheNextMapsWhatWasBuilt() throws Exception {
        String classPath = Path.of(picocli.CommandLine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path stale = Files.createFile(folder.resolve("local-a-1f.jsa"));
        Path ofAnother = Files.createFile(folder.resolve("local-a-b-1f.jsa"));
        var first = new ClassDataArchives(folder, JAVA);
        List<String> recording = first.flags("a", "local/a", classPath);
        assertThat(recording).singleElement().asString().startsWith("-XX:DumpLoadedClassList=");
        run(recording, classPath);
        assertThat(first.build()).isEqualTo(1);
        assertThat(stale).doesNotExist();
        assertThat(ofAnother).exists();

        List<String> mapping = new ClassDataArchives(folder, JAVA).flags("a", "local/a", classPath);
        assertThat(mapping).contains("-Xshare:auto");
        var strict = new ArrayList<>(mapping);
        strict.set(0, "-Xshare:on"); // refuses to start where the archive cannot be mapped
        run(strict, classPath);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
        assertThat(new ClassDataArchives(folder, JAVA)
                        .flags("a", "local/a", classPath + java.io.File.pathSeparator + "x.jar"))
                .as("another class path has no archive yet")
                .singleElement()
                .asString()
                .startsWith("-XX:DumpLoadedClassList=");
    }

    /** Starts the help of picocli's completion generator, some hundred classes. */
    private void run(List<String> flags, String classPath) throws Exception {
        var command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, "picocli.AutoComplete", "--help"));
        Path log = folder.resolve("out.txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();
    }
}
