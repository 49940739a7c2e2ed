package dev.millrace.local.platform;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How {@code millrace up} starts a JVM of the platform: its settings file, its flags, its class-data archive. */
public final class JvmProcesses {
    private final DataDir data;
    private final Installation installation;
    private final ClassDataArchives archives;
    private final String bootstrap;
    private final Sizing sizing;

    public JvmProcesses(
            DataDir data, Installation installation, ClassDataArchives archives, String bootstrap, Sizing sizing) {
        this.data = data;
        this.installation = installation;
        this.archives = archives;
        this.bootstrap = bootstrap;
        this.sizing = sizing;
    }

    /** Of a process that is alone in its role. */
    public ProcessSpec spec(String name, String module, String mainClass, int heapMb, Map<String, String> settings)
            throws IOException {
        return spec(name, name, module, mainClass, heapMb, settings);
    }

    /**
     * Writes the settings file and says how to start the process.
     *
     * @param role by which {@link Sizing} knows it
     * @param module folder of the project, such as {@code streams-app/flink}
     * @param settings what is this process's own; what all have is added
     */
    ProcessSpec spec(
            String name, String role, String module, String mainClass, int heapMb, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(data.state(name));
        var properties = new Properties();
        properties.putAll(settings);
        properties.put("process.name", name);
        properties.put("kafka.bootstrap", bootstrap);
        properties.put("run.dir", data.run().toString());
        properties.put("data.dir", data.state(name).toString());
        if (!sizing.clients().isEmpty()) {
            properties.put("kafka.client-config", clientConfig().toString());
        }
        properties.putAll(sizing.settingsOf(role));
        try (Writer out = Files.newBufferedWriter(data.conf(name))) {
            properties.store(out, "Written by millrace up; a change here is lost at the next start.");
        }
        // The serial collector keeps small heaps small, and two cores have none to spare for concurrent marking.
        // Seven JVMs that optimise at once take a third of a core for minutes.
        var jvmArgs = new ArrayList<>(archives.flags(name, module, installation.classPath(module)));
        jvmArgs.addAll(sizing.compiler());
        jvmArgs.addAll(List.of(
                "-Xmx" + sizing.heapOf(role, heapMb) + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + data.state(name)));
        var command = new ArrayList<>(sizing.launcher(role));
        command.addAll(installation.command(module, mainClass, jvmArgs, data.conf(name)));
        return new ProcessSpec(
                name,
                command,
                // 1.28 sends no telemetry by default; later versions do.
                Map.of("ORT_DISABLE_TELEMETRY", "1"),
                data.log(name),
                ReadinessProbe.http(data.run().resolve(name + ".port")));
    }

    private Path clientConfig() throws IOException {
        var properties = new Properties();
        properties.putAll(sizing.clients());
        Path file = data.conf("kafka-clients");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, "Written by millrace; a change here is lost at the next start.");
        }
        return file;
    }
}
