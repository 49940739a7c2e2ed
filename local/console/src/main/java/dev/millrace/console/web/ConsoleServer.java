package dev.millrace.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.console.act.Action;
import dev.millrace.console.act.Outcome;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, its stream of events ({@code GET /events?sensor=ID}), and the actions ({@code POST /api/...}, JSON). A stream has a
 * thread for as long as it is open; their number is bounded.
 */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int OTHER_REQUESTS = 12;
    private static final int MOST_REQUEST_BYTES = 10_000;
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final int RETRY_MILLIS = 1_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final OriginGuard guard;
    private final Broadcast broadcast;
    private final Map<String, Action> actions;
    private final Assets assets;
    private final Semaphore acting = new Semaphore(1);

    private ConsoleServer(
            HttpServer server,
            ExecutorService threads,
            OriginGuard guard,
            Broadcast broadcast,
            Map<String, Action> actions,
            Assets assets) {
        this.server = server;
        this.threads = threads;
        this.guard = guard;
        this.broadcast = broadcast;
        this.actions = Map.copyOf(actions);
        this.assets = assets;
    }

    /**
     * Opens it; port 0 takes a free one.
     *
     * @param actions by path, such as {@code /api/models/promote}
     */
    public static ConsoleServer open(
            InetSocketAddress address,
            OriginGuard guard,
            Broadcast broadcast,
            int browsersMax,
            Map<String, Action> actions)
            throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        ExecutorService threads = new ThreadPoolExecutor(
                0, browsersMax + OTHER_REQUESTS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    var thread = new Thread(task, "console-http");
                    thread.setDaemon(true);
                    return thread;
                });
        var server = new ConsoleServer(http, threads, guard, broadcast, actions, new Assets());
        http.createContext("/", server::handle);
        http.setExecutor(threads);
        http.start();
        return server;
    }

    /** {@code host:port} as it is listened on. */
    public static InetSocketAddress address(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Answers.secure(exchange.getResponseHeaders());
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (method.equals("POST")) {
                change(exchange, path);
                return;
            }
            String refusal = guard.refusesRead(header(exchange, "Host"));
            Asset asset = assets.find(path);
            if (refusal != null) {
                Answers.text(exchange, 403, refusal);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                Answers.text(exchange, 405, "GET or POST");
            } else if (path.equals("/events")) {
                stream(exchange);
            } else if (asset != null) {
                Answers.asset(exchange, asset);
            } else {
                Answers.text(exchange, 404, "there is no " + path);
            }
        } catch (IOException e) {
            // the browser went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a request failed", e);
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        Browser browser = broadcast.open(sensor(exchange.getRequestURI().getRawQuery()));
        if (browser == null) {
            Answers.text(exchange, 503, "too many pages are open: close one, or raise console.browsers-max");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            write(out, "retry: " + RETRY_MILLIS + "\n\n");
            while (!browser.dropped()) {
                String message = browser.next(HEARTBEAT_MILLIS);
                // A comment tells that we are there, and tells us whether the page still is.
                write(out, message == null ? ": still here\n\n" : message);
            }
        } finally {
            browser.drop();
            broadcast.close(browser);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static @Nullable String sensor(@Nullable String query) {
        String prefix = "sensor=";
        if (query == null || !query.startsWith(prefix) || query.length() == prefix.length()) {
            return null;
        }
        return URLDecoder.decode(query.substring(prefix.length()), StandardCharsets.UTF_8);
    }

    private void change(HttpExchange exchange, String path) throws IOException {
        String refusal = guard.refusesChange(
                header(exchange, "Host"), header(exchange, "Origin"), header(exchange, "Content-Type"));
        Action action = actions.get(path);
        if (refusal != null) {
            Answers.outcome(exchange, 403, Outcome.failed(refusal));
        } else if (action == null) {
            Answers.outcome(exchange, 404, Outcome.failed("there is no " + path));
        } else if (!acting.tryAcquire()) {
            Answers.outcome(exchange, 429, Outcome.failed("Another action is under way: try again in a moment."));
        } else {
            try {
                act(exchange, action);
            } finally {
                acting.release();
            }
        }
    }

    private static void act(HttpExchange exchange, Action action) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_REQUEST_BYTES + 1);
        Outcome outcome;
        int status;
        try {
            JsonNode request = Json.mapper().readTree(body);
            if (body.length > MOST_REQUEST_BYTES || request == null || !request.isObject()) {
                throw new IllegalArgumentException("a JSON object is expected");
            }
            outcome = action.run(request);
            status = outcome.ok() ? 200 : 409;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            outcome = Outcome.failed(String.valueOf(e.getMessage()));
            status = 400;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = Outcome.failed("the console stops");
            status = 503;
        } catch (Exception e) {
            LOG.warn("an action failed", e);
            outcome = Outcome.failed("That failed: " + (e.getCause() == null ? e : e.getCause()).getMessage());
            status = 500;
        }
        Answers.outcome(exchange, status, outcome);
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
