package dev.millrace.local.cli;

import dev.millrace.load.run.LoadPlatforms;
import dev.millrace.load.run.LoadTools;
import dev.millrace.load.run.RemotePlatform;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is loaded: a platform that the scenario starts for itself, or a cluster that runs already. */
final class LoadTarget {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Load the platform on this Kafka instead of one that is started for the scenario; what the scenario says"
                            + " about the platform does not apply then.")
    @Nullable
    String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Properties of the Kafka clients for --bootstrap: TLS, SASL and what else the cluster wants.")
    @Nullable
    Path clientConfig;

    LoadPlatforms platforms(CommandSpec spec, Collection<Scenario> scenarios) {
        if (bootstrap == null) {
            if (clientConfig != null) {
                throw new ParameterException(spec.commandLine(), "--client-config needs --bootstrap");
            }
            return new LocalLoadPlatforms(new ConsoleListener(spec));
        }
        for (Scenario scenario : scenarios) {
            if (!scenario.steps().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "scenario " + scenario.name()
                                + " kills or scales processes: it needs a platform of its own, leave"
                                + " --bootstrap out");
            }
        }
        KafkaClients kafka =
                KafkaClients.of(bootstrap, clientConfig == null ? Map.of() : KafkaClients.readConfig(clientConfig));
        return platform -> new RemotePlatform(kafka);
    }

    LoadTools tools(CommandSpec spec) {
        PrintWriter out = spec.commandLine().getOut();
        return new LoadTools(
                line -> {
                    out.println(line);
                    out.flush();
                },
                Clocks.wall(),
                Clocks.nanos(),
                new AlertJudge(),
                clientConfig);
    }
}
