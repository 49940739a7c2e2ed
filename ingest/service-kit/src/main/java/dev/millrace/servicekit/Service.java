package dev.millrace.servicekit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around one process: reads its settings, opens the health endpoint, lets the wiring build the rest, waits for
 * SIGTERM or a failure, and closes in reverse order. Exit status 143 after SIGTERM (the JVM's own), 1 after a failure, 2 for a
 * bad setting.
 *
 * <p>Settings of every process: {@code process.name}; {@code kafka.bootstrap}, {@code kafka.client-config};
 * {@code http.host} (127.0.0.1), {@code http.port} (0 = free); {@code run.dir} (optional: where {@code <name>.port} is written).
 */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Settings settings;
    private final PrometheusMeterRegistry metrics = Registries.prometheus(Clocks.wall(), Clocks.nanos());
    private final KafkaMeters kafkaMeters = new KafkaMeters(metrics);
    private final Resources resources = new Resources();
    private final HealthServer health;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Service(Settings settings) throws IOException {
        this.settings = settings;
        metrics.config().meterFilter(new BridgeFilter());
        this.health = resources.add(HealthServer.open(
                settings.text("http.host", "127.0.0.1"), settings.integer("http.port", 0, 0, 65535), this::scrape));
    }

    private String scrape() {
        kafkaMeters.refresh();
        return metrics.scrape();
    }

    /** Last, because nothing waits for them and they load a hundred classes. */
    private void measureJvm() {
        resources.add(new JvmGcMetrics()).bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
    }

    /** Builds a process out of its settings. */
    public interface Wiring {
        void wire(Service service) throws Exception;
    }

    /** The body of every {@code *Main}: runs the process until it is told to stop, then ends the JVM. */
    public static void main(String[] args, Wiring wiring) {
        System.exit(run(args, wiring));
    }

    private static int run(String[] args, Wiring wiring) {
        Service service;
        try {
            service = new Service(Settings.load(args, System.getenv()));
        } catch (SettingException | IOException e) {
            LOG.error("cannot start: {}", e.getMessage());
            return 2;
        }
        // The hook must outlive the close, or the JVM would halt in the middle of it.
        var closed = new CountDownLatch(1);
        var hook = new Thread(() -> {
            service.stopped.countDown();
            awaitQuietly(closed);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        int status = 0;
        try {
            wiring.wire(service);
            service.announce();
            service.measureJvm();
            service.stopped.await();
        } catch (SettingException e) {
            LOG.error("cannot start: {}", e.getMessage());
            status = 2;
        } catch (Exception e) {
            service.fail(e);
        } finally {
            try {
                service.resources.close();
            } catch (Exception e) {
                LOG.warn("did not close cleanly", e);
            }
            closed.countDown();
        }
        Throwable cause = service.failure.get();
        if (cause != null) {
            LOG.error("stopped by a failure", cause);
            status = 1;
        }
        return status;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Settings settings() {
        return settings;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    public Clock clock() {
        return Clocks.wall();
    }

    /** What Kafka's clients tell, for clients that others than {@link #kafka} make. */
    public KafkaMeters kafkaMeters() {
        return kafkaMeters;
    }

    public KafkaClients kafka() {
        return KafkaClients.of(settings).measured(kafkaMeters);
    }

    /** Hands a resource over: it is closed when the process stops, later ones first. */
    public <T extends AutoCloseable> T manage(T resource) {
        return resources.add(resource);
    }

    /** Runs a loop on a thread of its own; its failure stops the process, so that the supervisor starts it afresh. */
    public void run(String thread, Agent agent) {
        resources.add(AgentRunner.start(thread, agent, this::fail));
    }

    public void readyWhen(BooleanSupplier condition) {
        health.readyWhen(condition);
    }

    /** Serves one more path beside health and metrics: a JSON document made anew at each request. */
    public void serveJson(String path, Supplier<String> document) {
        health.serveJson(path, document);
    }

    /** Stops the process with status 1. */
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        stopped.countDown();
    }

    /** Tells the supervisor which port was taken: written aside and moved, so that nobody reads half a number. */
    private void announce() throws IOException {
        String directory = settings.find("run.dir");
        if (directory == null) {
            return;
        }
        String name = settings.text("process.name");
        Path target = Path.of(directory, name + ".port");
        Path aside = Path.of(directory, name + ".port.tmp");
        Files.createDirectories(Path.of(directory));
        Files.writeString(aside, Integer.toString(health.port()));
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LOG.info("{} listens for health checks on port {}", name, health.port());
    }
}
