package dev.millrace.console.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.millrace.console.act.Outcome;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How answers are written; all carry what keeps a browser from loading anything from elsewhere. */
final class Answers {
    private static final int NO_BODY = -1;

    private Answers() {}

    static void secure(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
    }

    static void asset(HttpExchange exchange, Asset asset) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", asset.contentType());
        headers.set("Cache-Control", "no-cache");
        headers.set("ETag", asset.tag());
        if (asset.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, NO_BODY);
            return;
        }
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean pack = accepted != null && accepted.contains("gzip");
        if (pack) {
            headers.set("Content-Encoding", "gzip");
        }
        body(exchange, 200, pack ? asset.packed() : asset.plain());
    }

    static void outcome(HttpExchange exchange, int status, Outcome outcome) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        body(exchange, status, Json.mapper().writeValueAsBytes(outcome));
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        body(exchange, status, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void body(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? NO_BODY : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
