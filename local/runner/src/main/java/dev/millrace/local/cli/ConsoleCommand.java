package dev.millrace.local.cli;

import dev.millrace.local.platform.Installation;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The console alone, for a cluster that runs elsewhere. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = "Serve the console, a live page over the topics of a cluster, until Ctrl-C."
                + " `up` and `demo` start one by themselves.")
final class ConsoleCommand implements Callable<Integer> {
    private static final int HEAP_MB = 64;
    private static final int GRACE_SECONDS = 10;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1 (default: ${DEFAULT-VALUE}).",
            defaultValue = ConsoleOptions.DEFAULT_PORT)
    int port;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        KafkaClients kafka = cluster.kafka();
        Path folder = Files.createTempDirectory("millrace-console");
        try (var stop = new StopSignal()) {
            return stop.start(() -> run(folder, kafka));
        } catch (InterruptedException e) {
            return 0;
        } finally {
            Trees.delete(folder);
        }
    }

    private int run(Path folder, KafkaClients kafka) throws IOException, InterruptedException {
        Path config = folder.resolve("console.properties");
        var properties = new Properties();
        properties.put("process.name", "console");
        properties.put("kafka.bootstrap", kafka.bootstrap());
        properties.put("console.port", Integer.toString(port));
        if (cluster.clientConfig != null) {
            properties.put(
                    "kafka.client-config", cluster.clientConfig.toAbsolutePath().toString());
        }
        try (Writer out = Files.newBufferedWriter(config)) {
            properties.store(out, "Written by millrace console.");
        }
        List<String> command = Installation.current()
                .command(
                        "local/console",
                        "dev.millrace.console.ConsoleMain",
                        List.of("-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        config);
        Process process = new ProcessBuilder(command).inheritIO().start();
        spec.commandLine().getOut().println("console http://127.0.0.1:" + port + "   Ctrl-C stops it.");
        spec.commandLine().getOut().flush();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
