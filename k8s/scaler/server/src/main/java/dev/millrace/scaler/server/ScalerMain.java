package dev.millrace.scaler.server;

import dev.millrace.grpckit.GrpcServer;
import dev.millrace.scaler.server.forecast.ForecastMemory;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.SettingException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scaler as a process; its settings are those of {@link ScalerSettings}. */
public final class ScalerMain {
    private static final Logger LOG = LoggerFactory.getLogger(ScalerMain.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(100);

    private ScalerMain() {}

    public static void main(String[] args) {
        Service.main(args, ScalerMain::wire);
    }

    private static void wire(Service service) {
        ScalerSettings settings = ScalerSettings.from(service.settings());
        var memory = new ForecastMemory(service.kafka(), Clocks.nanos());
        var brain = new DelayBrain(service.clock(), Clocks.nanos(), ZoneId.systemDefault(), memory);
        var scaler = service.manage(new Scaler(
                service.kafka(), settings, brain, memory::loaded, service.metrics(), service.clock(), Clocks.nanos()));
        service.serveJson("/status", scaler::status);
        service.run("reports", scaler.follower());
        service.run("forecasts", memory);
        service.run("watches", scaler.watches());
        GrpcServer server = service.manage(start(settings, new ExternalScalerService(scaler.watches())));
        LOG.info(
                "KEDA's external scaler on {}:{}, {}",
                settings.listen(),
                server.port(),
                settings.tls() == null ? "plaintext" : "TLS");
        warnOfPlaintext(settings);
        service.run("scaler-health", health(scaler, server));
        service.readyWhen(scaler::ready);
    }

    private static Agent health(Scaler scaler, GrpcServer server) {
        return () -> {
            server.serving(scaler.ready());
            LockSupport.parkNanos(HEALTH_INTERVAL.toNanos());
            return 0;
        };
    }

    private static void warnOfPlaintext(ScalerSettings settings) {
        try {
            if (settings.tls() == null
                    && !InetAddress.getByName(settings.listen()).isLoopbackAddress()) {
                LOG.warn("scaler.listen: '{}' can be reached from elsewhere and there is no TLS", settings.listen());
            }
        } catch (IOException e) {
            throw new SettingException("scaler.listen", "'" + settings.listen() + "' is no address: " + e);
        }
    }

    private static GrpcServer start(ScalerSettings settings, ExternalScalerService scaler) {
        try {
            return GrpcServer.start(settings.listen(), settings.port(), settings.tls(), scaler);
        } catch (IllegalArgumentException e) {
            throw new SettingException("scaler.tls.cert", settings.tls() + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new SettingException(
                    "scaler.port", settings.listen() + ":" + settings.port() + " cannot be listened on: " + e);
        }
    }
}
