package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.cli.LocalDemoPlatform;
import dev.millrace.local.demo.Demo;
import dev.millrace.local.demo.DemoOptions;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every process is killed in turn while traffic flows. */
class ChaosTest {
    private static final int TRAFFIC_SECONDS = 90;

    @TempDir
    Path folder;

    @Test
    void killingEachProcessInTurnLosesNothing() throws Exception {
        PlatformOptions options = Checkout.options(folder);
        List<String> console = new CopyOnWriteArrayList<>();
        try (Platform platform = Checkout.start(options)) {
            CompletableFuture<DemoSummary> demo = CompletableFuture.supplyAsync(() -> run(platform, console));
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> demo.isDone() || console.stream().anyMatch(line -> line.contains("(baseline)")));
            for (String victim : List.copyOf(platform.pids().keySet())) {
                killAndAwaitReturn(platform, options, victim);
            }
            DemoSummary summary = demo.get(10, TimeUnit.MINUTES);
            String said = String.join("\n", console);
            assertThat(summary.lost()).as(said).isZero();
            assertThat(summary.restarts())
                    .as(said)
                    .isGreaterThanOrEqualTo(platform.pids().size());
            assertThat(summary.deadLetters()).as(said).isGreaterThanOrEqualTo(summary.deadLettersExpected());
        }
    }

    private static DemoSummary run(Platform platform, List<String> console) {
        var options = new DemoOptions(
                (double) TRAFFIC_SECONDS, 300.0, 30.0, 7, List.of(), null, null, null, null, null, null);
        try {
            return Demo.run(options, new LocalDemoPlatform(platform), console::add);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static void killAndAwaitReturn(Platform platform, PlatformOptions options, String victim) {
        long pid = platform.pids().getOrDefault(victim, -1L);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Awaitility.await(victim + " comes back")
                .atMost(90, TimeUnit.SECONDS)
                .until(() -> platform.pids().getOrDefault(victim, pid) != pid && allReady(options.httpPort()));
    }

    private static boolean allReady(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }
}
