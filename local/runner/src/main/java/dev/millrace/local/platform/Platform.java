package dev.millrace.local.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.Json;
import dev.millrace.embedded.FreePorts;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.HealthServer;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Resources;
import dev.millrace.telemetry.catalog.PlatformMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All processes of the platform on this machine, supervised.
 *
 * <p>Start: broker and Redis, then the topics, then everything else at once. Stop: in reverse, so that what consumes ends
 * before what it consumes from.
 */
public final class Platform implements AutoCloseable {
    private static final Duration STORES_DEADLINE = Duration.ofMinutes(1);
    private static final Duration SERVICES_DEADLINE = Duration.ofMinutes(2);
    private static final Duration ARCHIVES_AFTER = Duration.ofMinutes(2);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

    private final PlatformOptions options;
    private final DataDir data;
    private final PlatformListener listener;
    private final LongSupplier nanos = Clocks.nanos();
    private final Resources resources = new Resources();
    private final List<SupervisedProcess> processes = new CopyOnWriteArrayList<>();
    private final AtomicLong peakRssKib = new AtomicLong();
    private final ScheduledExecutorService scheduler;
    private final StartQueue starts;
    private final String bootstrap;
    private @Nullable ProcessCatalog catalog;
    private double readySeconds;

    private Platform(PlatformOptions options, PlatformListener listener) {
        this.options = options;
        this.data = new DataDir(options.dataDir());
        this.listener = listener;
        this.bootstrap = "127.0.0.1:" + options.kafkaPort();
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "supervisor");
            thread.setDaemon(true);
            return thread;
        });
        this.starts = new StartQueue(StartQueue.MOST, scheduler, nanos, listener::trouble);
    }

    /** Starts everything and returns when all of it is ready; what was started is stopped again if that fails. */
    public static Platform start(PlatformOptions options, Installation installation, PlatformListener listener)
            throws PlatformException, InterruptedException {
        return start(options, listener, platform -> platform.startAll(installation));
    }

    /** As {@link #start}, but of all the processes the broker alone, and one that reads and writes as much and does nothing else. */
    public static Platform startBare(
            PlatformOptions options, Installation installation, PlatformListener listener, String flows)
            throws PlatformException, InterruptedException {
        return start(options, listener, platform -> platform.startBroker(installation, flows));
    }

    private interface Beginning {
        void of(Platform platform) throws IOException, PlatformException, InterruptedException, ExecutionException;
    }

    private static Platform start(PlatformOptions options, PlatformListener listener, Beginning beginning)
            throws PlatformException, InterruptedException {
        var platform = new Platform(options, listener);
        try {
            beginning.of(platform);
            return platform;
        } catch (PlatformException | InterruptedException | RuntimeException e) {
            platform.closeAfter(e);
            throw e;
        } catch (IOException | ExecutionException e) {
            platform.closeAfter(e);
            throw new PlatformException("the platform did not start: " + e.getMessage(), e);
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private void startBroker(Installation installation, String flows)
            throws IOException, PlatformException, InterruptedException, ExecutionException {
        data.create();
        resources.add(DataDirLock.take(data));
        requireFree("--kafka-port", options.kafkaPort());
        resources.add(scheduler::shutdownNow);
        ProcessCatalog all = catalog(installation, new ClassDataArchives(data.archives(), installation.java()));
        launch(List.of(all.broker()), STORES_DEADLINE);
        TopicSetup.create(kafka(), options.topics());
        launch(List.of(all.barePath(flows)), SERVICES_DEADLINE);
    }

    private ProcessCatalog catalog(Installation installation, ClassDataArchives archives) throws IOException {
        return new ProcessCatalog(
                options, installation, archives, FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    private void startAll(Installation installation)
            throws IOException, PlatformException, InterruptedException, ExecutionException {
        long began = nanos.getAsLong();
        data.create();
        resources.add(DataDirLock.take(data));
        int orphans = Orphans.end(data);
        if (orphans > 0) {
            listener.progress("ended " + orphans + " processes that a killed platform had left behind");
        }
        requireFree("--kafka-port", options.kafkaPort());
        requireFree("--http-port", options.httpPort());
        requireFree("--feature-port", options.featurePort());
        if (options.consolePort() > 0) {
            requireFree("--console-port", options.consolePort());
        }
        if (options.definitions() != null) {
            LocalViews.keep(data, options.definitions());
        }
        resources.add(scheduler::shutdownNow);
        var sampling = scheduler.scheduleAtFixedRate(this::sampleMemory, 0, 1, TimeUnit.SECONDS);
        resources.add(() -> sampling.cancel(false));
        resources.add(PrometheusTargets.keep(data, options.httpPort(), scheduler));
        var archives = new ClassDataArchives(data.archives(), installation.java());
        ProcessCatalog all = catalog(installation, archives);
        catalog = all;
        // Made before anything runs: a module that is not built is better told now than after the broker's start.
        List<ProcessSpec> services = all.services();
        launch(all.stores(), STORES_DEADLINE);
        TopicSetup.create(kafka(), options.topics());
        listener.progress("topics ready");
        launch(services, SERVICES_DEADLINE);
        // Last to start and first to stop: what it starts and stops are the processes above.
        WorkerScaling scaling =
                resources.add(new WorkerScaling(this, options.sizing().scaled(), all.scalerAddress(), listener));
        openStatus(scaling);
        RunningPlatform.ofThisProcess(bootstrap, options.httpPort()).write(data);
        resources.add(() -> RunningPlatform.remove(data));
        readySeconds = (nanos.getAsLong() - began) / 1e9;
        if (options.consolePort() > 0) {
            supervise(all.console()); // beside the platform: it is not waited for
        }
        if (!options.sizing().wholeCompiler()) { // who measures for minutes wants the cores, not the next start
            buildLater(archives);
        }
    }

    /** Not at once: what is measured after a first start should not share its cores with this. */
    private void buildLater(ClassDataArchives archives) {
        var unused = scheduler.schedule(
                () -> {
                    var builder = new Thread(() -> build(archives), "class-data-archives");
                    builder.setDaemon(true);
                    resources.add(() -> {
                        builder.interrupt();
                        builder.join();
                    });
                    builder.start();
                },
                ARCHIVES_AFTER.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void build(ClassDataArchives archives) {
        try {
            int built = archives.build();
            if (built > 0) {
                listener.progress("class data of " + built + " modules archived: the next start is faster");
            }
        } catch (IOException e) {
            listener.trouble("no class-data archives: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the platform stops; the next run records again
        }
    }

    private static void requireFree(String option, int port) throws PlatformException {
        if (!FreePorts.isFree(port)) {
            throw new PlatformException("port " + port + " is taken by another process: choose another with " + option);
        }
    }

    private SupervisedProcess supervise(ProcessSpec spec) throws IOException {
        SupervisedProcess process = supervised(spec);
        process.start();
        return process;
    }

    private SupervisedProcess supervised(ProcessSpec spec) {
        var process = new SupervisedProcess(
                spec,
                data.run().resolve(spec.name() + ".pid"),
                RestartPolicy.defaults(),
                scheduler,
                nanos,
                listener::trouble);
        processes.add(process);
        resources.add(process::stop);
        return process;
    }

    private void launch(List<ProcessSpec> specs, Duration deadline)
            throws IOException, PlatformException, InterruptedException {
        long began = nanos.getAsLong();
        var waiting = new ArrayList<SupervisedProcess>();
        for (ProcessSpec spec : specs) {
            waiting.add(supervise(spec));
        }
        while (!waiting.isEmpty()) {
            Set<SupervisedProcess> ready = new HashSet<>();
            for (SupervisedProcess process : waiting) {
                if (process.ready()) {
                    ready.add(process);
                    listener.progress(String.format(
                            "%s ready after %.1f s", process.spec().name(), seconds(began)));
                }
            }
            waiting.removeAll(ready);
            if (!waiting.isEmpty() && seconds(began) > deadline.toSeconds()) {
                ProcessSpec late = waiting.get(0).spec();
                throw new PlatformException(
                        late.name() + " is not ready after " + deadline.toSeconds() + " s: see " + late.log());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(PROBE_INTERVAL.toNanos());
        }
    }

    private double seconds(long since) {
        return (nanos.getAsLong() - since) / 1e9;
    }

    private void openStatus(WorkerScaling scaling) throws IOException {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        PlatformMetrics.RESIDENT.gauge(metrics, () -> rssKib() * 1024.0);
        PlatformMetrics.RESTARTS.counter(metrics, this, Platform::restarts);
        scaling.measure(metrics);
        HealthServer server = resources.add(HealthServer.open("127.0.0.1", options.httpPort(), metrics));
        server.readyWhen(() -> processes.stream()
                .filter(process -> !process.spec().name().equals(ProcessCatalog.CONSOLE))
                .allMatch(SupervisedProcess::ready));
        server.serveJson("/status", () -> statusJson(scaling));
    }

    private String statusJson(WorkerScaling scaling) {
        var status = new LinkedHashMap<String, Object>();
        status.put("bootstrap", bootstrap);
        status.put("dataDir", data.root().toString());
        status.put(
                "processes",
                processes.stream()
                        .map(process -> Map.of(
                                "name", process.spec().name(),
                                "pid", process.pid(),
                                "ready", process.ready(),
                                "restarts", process.restarts(),
                                "residentKib", ResidentMemory.kib(process.pid()),
                                "log", process.spec().log().toString()))
                        .toList());
        status.put("scaling", scaling.states());
        try {
            return Json.mapper().writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("status cannot be written", e);
        }
    }

    private long rssKib() {
        var pids =
                new ArrayList<>(processes.stream().map(SupervisedProcess::pid).toList());
        pids.add(ProcessHandle.current().pid());
        return ResidentMemory.sumKib(pids);
    }

    private void sampleMemory() {
        peakRssKib.accumulateAndGet(rssKib(), Math::max);
    }

    public DataDir data() {
        return data;
    }

    public KafkaClients kafka() {
        return KafkaClients.of(bootstrap, Map.of());
    }

    public String bootstrap() {
        return bootstrap;
    }

    /**
     * Starts or stops workers of a model until there are so many; new ones start in turn and are not waited for, those that go have
     * handed over when this returns. One thread at a time for each model.
     */
    public void scale(String model, int workers) throws IOException, InterruptedException {
        ProcessCatalog known = catalog;
        if (known == null || !options.models().contains(model)) {
            throw new IllegalArgumentException(
                    "'" + model + "' is none of the models that are served: " + options.models());
        }
        int running = workers(model);
        for (int number = running + 1; number <= workers; number++) {
            starts.add(supervised(known.worker(model, number)));
        }
        var surplus = new ArrayList<SupervisedProcess>();
        for (int number = running; number > workers; number--) {
            surplus.add(named(ProcessCatalog.workerName(model, number)));
        }
        // All are told before the first is waited for: one rebalance of the group instead of one for each.
        surplus.forEach(SupervisedProcess::terminate);
        for (SupervisedProcess worker : surplus) {
            worker.stop();
            processes.remove(worker);
        }
    }

    /** Worker processes of a model, those that still start or are about to included. */
    public int workers(String model) {
        int count = 0;
        while (find(ProcessCatalog.workerName(model, count + 1)).isPresent()) {
            count++;
        }
        return count;
    }

    /** Whether a process says that it is ready; false for one that is not there. */
    public boolean ready(String process) {
        return find(process).map(SupervisedProcess::ready).orElse(false);
    }

    /** Ends a process at once, as a crash does (SIGKILL); it is started again. */
    public void kill(String process) {
        ProcessHandle.of(named(process).pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Optional<SupervisedProcess> find(String name) {
        return processes.stream()
                .filter(process -> process.spec().name().equals(name))
                .findFirst();
    }

    private SupervisedProcess named(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("no process '" + name + "' runs; there are " + pids().keySet()));
    }

    /** Process ids by name; -1 where one is down at the moment. */
    public Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        processes.forEach(process -> pids.put(process.spec().name(), process.pid()));
        return pids;
    }

    /** From the start to the moment when every process was ready. */
    public double readySeconds() {
        return readySeconds;
    }

    /** Highest sum of resident memory over all processes, this one included, sampled each second, in MiB. */
    public long peakRssMb() {
        return peakRssKib.get() / 1024;
    }

    public int restarts() {
        return processes.stream().mapToInt(SupervisedProcess::restarts).sum();
    }

    /** Stops everything in reverse order of its start. */
    @Override
    public void close() throws Exception {
        resources.close();
    }
}
