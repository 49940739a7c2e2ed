package dev.millrace.servicekit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics} (Prometheus text), on loopback unless told otherwise. */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;
    private final List<BooleanSupplier> readiness = new CopyOnWriteArrayList<>();

    private HealthServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** Opens the endpoint; port 0 takes a free one. */
    public static HealthServer open(String host, int port, PrometheusMeterRegistry metrics) throws IOException {
        return open(host, port, metrics::scrape);
    }

    /** Opens the endpoint; {@code metrics} makes the text for Prometheus. */
    static HealthServer open(String host, int port, Supplier<String> metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
        });
        var health = new HealthServer(server, executor);
        server.createContext("/health/live", exchange -> respond(exchange, 200, "live\n"));
        server.createContext("/health/ready", exchange -> {
            boolean ready = health.ready();
            respond(exchange, ready ? 200 : 503, ready ? "ready\n" : "not ready\n");
        });
        server.createContext("/metrics", exchange -> respond(exchange, 200, metrics.get()));
        server.setExecutor(executor);
        server.start();
        return health;
    }

    /** Serves one more path: a JSON document made anew at each request. */
    public void serveJson(String path, Supplier<String> document) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            respond(exchange, 200, document.get());
        });
    }

    /** The process is ready when every condition holds, and there is at least one. */
    public void readyWhen(BooleanSupplier condition) {
        readiness.add(condition);
    }

    private boolean ready() {
        return !readiness.isEmpty() && readiness.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .putIfAbsent("Content-Type", List.of("text/plain; version=0.0.4; charset=utf-8"));
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
