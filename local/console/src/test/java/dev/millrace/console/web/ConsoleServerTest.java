package dev.millrace.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.act.Action;
import dev.millrace.console.act.Outcome;
import dev.millrace.console.live.Live;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Broadcast broadcast =
            new Broadcast(Live.empty(), () -> ObserverSnapshot.NOTHING, 2, 1, Clock.systemUTC(), System::nanoTime);
    private final ConsoleServer server;

    ConsoleServerTest() throws Exception {
        Action echo = request -> new Outcome(true, "heard " + Action.text(request, "word"));
        Action fail = request -> {
            throw new IllegalStateException("no broker");
        };
        server = ConsoleServer.open(
                ConsoleServer.address("127.0.0.1", 0),
                new OriginGuard(List.of()),
                broadcast,
                1,
                Map.of("/api/echo", echo, "/api/fail", fail));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyFileOfThePageIsServedAndNothingElse() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'");
        assertThat(page.body()).doesNotContain("http://", "https://", "style=", "onclick");
        for (String file : List.of("app.js", "style.css", "favicon.svg", "lib/chart.js", "theme.js")) {
            assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(get("/../ConsoleMain.class").statusCode()).isEqualTo(404);
        assertThat(get("/console/app.js").statusCode()).isEqualTo(404);
        assertThat(get("/lib/chart.js").body()).doesNotContain("sourceMappingURL");
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws Exception {
        String tag = get("/style.css").headers().firstValue("ETag").orElseThrow();
        var again = request("/style.css").header("If-None-Match", tag).build();
        assertThat(client.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void anActionAnswersInWords() throws Exception {
        assertThat(post("/api/echo", "{\"word\":\"hello\"}").body()).contains("heard hello");
        HttpResponse<String> wrong = post("/api/echo", "{}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("'word' is missing");
        assertThat(post("/api/echo", "[").statusCode()).isEqualTo(400);
        assertThat(post("/api/echo", "\"" + "x".repeat(20_000) + "\"").statusCode())
                .isEqualTo(400);
        HttpResponse<String> failed = post("/api/fail", "{}");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("That failed: no broker");
        assertThat(post("/api/unknown", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void aChangeFromElsewhereIsRefused() throws Exception {
        var foreign = request("/api/echo")
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"word\":\"x\"}"))
                .build();
        assertThat(client.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void theStreamBeginsAtOnceAndItsPlaceIsFreeWhenThePageCloses() throws Exception {
        var stream = client.send(request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("retry:");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: tick");
            assertThat(lines.readLine()).startsWith("data: {\"hello\":true");
            assertThat(get("/events").statusCode()).as("one may be open").isEqualTo(503);
        }
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            broadcast.tick();
            return broadcast.open() == 0;
        });
    }

    @Test
    void aSensorIsChosenByTheQuery() {
        assertThat(ConsoleServer.sensor("sensor=pump%201")).isEqualTo("pump 1");
        assertThat(ConsoleServer.sensor("sensor=")).isNull();
        assertThat(ConsoleServer.sensor(null)).isNull();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request = request(path)
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
