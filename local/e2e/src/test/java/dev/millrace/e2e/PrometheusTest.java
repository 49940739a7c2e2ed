package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.dashboards.boards.Boards;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.GrafanaJson;
import dev.millrace.e2e.picture.DashboardPicture;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.feast.FeastFeatureStore;
import dev.millrace.features.feast.FeastOptions;
import dev.millrace.local.demo.Demo;
import dev.millrace.local.demo.DemoOptions;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.local.platform.Sizing;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus looks at the running platform, as dashboards and rules will. */
class PrometheusTest {
    /** Of the demo's traffic, the part after training included. */
    private static final double SECONDS = Double.parseDouble(System.getProperty("millrace.prometheus.seconds", "45"));

    private static final double READINGS = 300;
    private static final double EVENTS = 60;

    @TempDir
    Path folder;

    @Test
    void everyQueryOfEveryPanelAndRuleHasDataUnderADemoLoad() throws Exception {
        assumeTrue(Prometheus.installed(), "prometheus is not installed");
        PlatformOptions options = options();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Platform platform = Checkout.start(options);
                Prometheus prometheus = Prometheus.start(
                        folder.resolve("prometheus"), platform.data().run());
                AutoCloseable demoEnds = threads::shutdownNow) {
            Instant began = Instant.now();
            var demo = CompletableFuture.runAsync(() -> demo(platform), threads);
            try {
                everyQueryHasData(prometheus, demo, options.featurePort());
            } finally {
                drawIfAsked(prometheus, demo, began);
            }
            everyRuleCouldBeEvaluated(prometheus);
        }
    }

    private static void everyQueryHasData(Prometheus prometheus, CompletableFuture<Void> demo, int featurePort) {
        List<Asked> unanswered = Asked.all();
        assertThat(unanswered).hasSizeGreaterThan(100);
        Awaitility.await()
                .pollInterval(2, TimeUnit.SECONDS)
                .atMost((long) SECONDS + 120, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(FeatureStoreUnavailableException.class)
                .untilAsserted(() -> {
                    if (demo.isCompletedExceptionally()) {
                        demo.join();
                    }
                    unanswered.removeIf(one -> hasData(prometheus, one.query()));
                    askForFeatures(featurePort);
                    assertThat(unanswered.stream().filter(one -> one.mayBeEmpty() == null))
                            .as("queries without data, of %d", Asked.all().size())
                            .isEmpty();
                });
    }

    /** For the documents: {@code -Dmillrace.pictures=docs}; whatever is missing is missing there, too. */
    private static void drawIfAsked(Prometheus prometheus, CompletableFuture<Void> demo, Instant began)
            throws Exception {
        String folder = System.getProperty("millrace.pictures");
        if (folder == null) {
            return;
        }
        demo.get(10, TimeUnit.MINUTES);
        long from = began.getEpochSecond();
        long to = Instant.now().getEpochSecond();
        for (Dashboard board : Boards.all()) {
            JsonNode json = Json.mapper().readTree(GrafanaJson.text(board, ""));
            String svg = DashboardPicture.draw(
                    json, query -> prometheus.range(Asked.filledIn(query, "10s"), from, to, 1), from, to);
            Files.writeString(Path.of(folder, "grafana-" + board.name() + ".svg"), svg);
        }
    }

    private static void everyRuleCouldBeEvaluated(Prometheus prometheus) throws Exception {
        var faults = new ArrayList<String>();
        for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.get("rules")) {
                if (!rule.get("health").asText().equals("ok")) {
                    faults.add(rule.get("name").asText() + ": "
                            + rule.path("lastError").asText());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** A number for one series at least: a quantile of nothing is not one. */
    private static boolean hasData(Prometheus prometheus, String query) {
        try {
            for (JsonNode series : prometheus.query(query)) {
                if (!series.at("/value/1").asText().equals("NaN")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private PlatformOptions options() throws Exception {
        PlatformOptions usual = Checkout.options(folder.resolve("platform"));
        Sizing laptop = usual.sizing();
        var scaled = new ArrayList<ScaledObject>();
        var settings = new HashMap<>(laptop.settings());
        for (String model : PlatformOptions.MODELS) {
            scaled.add(ScaledObjectYaml.read(Checkout.HOME.resolve("k8s/base/scaling/" + model + ".yaml")));
            // Drift is known after 1,500 answers of a version, which is 15 s of them.
            settings.put("worker-" + model, Map.of("drift.reference", "1000"));
        }
        var sizing = new Sizing(
                laptop.wholeCompiler(),
                laptop.partitions(),
                laptop.workers(),
                laptop.heapMb(),
                laptop.cores(),
                settings,
                laptop.clients(),
                scaled);
        // The observer is in the console's process.
        return new PlatformOptions(
                        usual.dataDir(),
                        usual.kafkaPort(),
                        usual.httpPort(),
                        usual.featurePort(),
                        usual.ownModels(),
                        usual.guarantee(),
                        null,
                        sizing)
                .withConsole(FreePorts.next());
    }

    private static void demo(Platform platform) {
        var options = new DemoOptions(
                SECONDS, READINGS, EVENTS, DemoOptions.DEFAULT_SEED, List.of(), null, null, null, null, null, null);
        try {
            Demo.run(options, new CommandLineDemo(platform), line -> {});
        } catch (Exception e) {
            throw new IllegalStateException("the demo failed: " + e.getMessage(), e);
        }
    }

    private static void askForFeatures(int port) {
        try (var feast = FeastFeatureStore.connect(FeastOptions.of("127.0.0.1", port))) {
            var unused = feast.read(
                    FeatureRefs.of("user_activity", List.of("events", "last_item")), EntityKey.of("user_id", "u1"));
        }
    }
}
