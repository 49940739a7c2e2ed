package dev.millrace.console;

import dev.millrace.console.act.DemoActions;
import dev.millrace.console.act.LetterActions;
import dev.millrace.console.act.ModelActions;
import dev.millrace.console.live.Live;
import dev.millrace.console.live.ResultSink;
import dev.millrace.console.web.Broadcast;
import dev.millrace.console.web.ConsoleServer;
import dev.millrace.console.web.OriginGuard;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.observer.Observer;
import dev.millrace.observer.ObserverSettings;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console as a process; its settings are those of {@link ConsoleSettings} and of the observer that it has inside. */
public final class ConsoleMain {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleMain.class);

    private ConsoleMain() {}

    public static void main(String[] args) {
        Service.main(args, ConsoleMain::wire);
    }

    private static void wire(Service service) {
        ConsoleSettings settings = ConsoleSettings.from(service.settings());
        KafkaClients kafka = service.kafka();
        Live live = Live.empty();
        var observer =
                Observer.open(kafka, ObserverSettings.from(service.settings()), service.metrics(), service.clock());
        var broadcast = new Broadcast(
                live,
                observer::snapshot,
                settings.slo().toMillis() / 1000.0,
                settings.browsersMax(),
                service.clock(),
                Clocks.nanos());
        service.run("observer", observer);
        service.run("results", new ResultTail(kafka, new ResultSink(live, service.clock()), Clocks.nanos()));
        service.run("broadcast", broadcast);
        ConsoleServer server = service.manage(open(settings, broadcast, service, kafka, live));
        LOG.info("console on http://{}:{}", settings.host(), server.port());
        service.readyWhen(() -> true);
    }

    private static ConsoleServer open(
            ConsoleSettings settings, Broadcast broadcast, Service service, KafkaClients kafka, Live live) {
        // Files are neither read nor written here: stages change in the topic alone.
        var registry =
                new ModelRegistry(kafka, new FileArtifactStore(Path.of("models")), ModelCheck.none(), service.clock());
        var models = new ModelActions(registry);
        var letters = new LetterActions(kafka);
        var demo = new DemoActions(kafka, live.demo(), service.clock());
        try {
            return ConsoleServer.open(
                    ConsoleServer.address(settings.host(), settings.port()),
                    guard(settings),
                    broadcast,
                    settings.browsersMax(),
                    Map.of(
                            "/api/models/promote", models::promote,
                            "/api/models/rollback", models::rollback,
                            "/api/dead-letters/redrive", letters::redrive,
                            "/api/demo/flash-sale", demo::sale,
                            "/api/demo/break-sensor", demo::fault));
        } catch (IOException e) {
            throw new SettingException(
                    "console.port",
                    settings.host() + ":" + settings.port() + " cannot be listened on: " + e.getMessage());
        }
    }

    private static OriginGuard guard(ConsoleSettings settings) throws IOException {
        var hosts = new ArrayList<>(settings.hosts());
        if (!InetAddress.getByName(settings.host()).isLoopbackAddress()) {
            hosts.add(settings.host());
            LOG.warn(
                    "console.host: '{}' can be reached from elsewhere, and the console asks for no password: put a proxy"
                            + " that does in front of it",
                    settings.host());
        }
        return new OriginGuard(hosts);
    }
}
