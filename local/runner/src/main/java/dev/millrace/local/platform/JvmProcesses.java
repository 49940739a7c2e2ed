package dev.millrace.local.platform;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
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

    public JvmProcesses(DataDir data, Installation installation, ClassDataArchives archives, String bootstrap) {
        this.data = data;
        this.installation = installation;
        this.archives = archives;
        this.bootstrap = bootstrap;
    }

    /**
     * Writes the settings file and says how to start the process.
     *
     * @param module folder of the project, such as {@code streams-app/flink}
     * @param settings what is this process's own; what all have is added
     */
    public ProcessSpec spec(String name, String module, String mainClass, int heapMb, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(data.state(name));
        var properties = new Properties();
        properties.putAll(settings);
        properties.put("process.name", name);
        properties.put("kafka.bootstrap", bootstrap);
        properties.put("run.dir", data.run().toString());
        properties.put("data.dir", data.state(name).toString());
        try (Writer out = Files.newBufferedWriter(data.conf(name))) {
            properties.store(out, "Written by millrace up; a change here is lost at the next start.");
        }
        // The serial collector keeps small heaps small, and two cores have none to spare for concurrent marking.
        // Seven JVMs that optimise at once take a third of a core for minutes.
        var jvmArgs = new ArrayList<>(archives.flags(name, module, installation.classPath(module)));
        jvmArgs.addAll(List.of(
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + data.state(name)));
        return new ProcessSpec(
                name,
                installation.command(module, mainClass, jvmArgs, data.conf(name)),
                // 1.28 sends no telemetry by default; later versions do.
                Map.of("ORT_DISABLE_TELEMETRY", "1"),
                data.log(name),
                ReadinessProbe.http(data.run().resolve(name + ".port")));
    }
}
