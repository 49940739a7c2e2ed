package dev.millrace.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACE_A = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_B = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED_A = "00-" + TRACE_A + "-00f067aa0ba902b7-01";
    private static final String SAMPLED_B = "00-" + TRACE_B + "-b7ad6b7169203331-01";

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> services = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void openCollector() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange;
                    var in = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                            ? new GZIPInputStream(exchange.getRequestBody())
                            : exchange.getRequestBody()) {
                ExportTraceServiceRequest.parseFrom(in).getResourceSpansList().forEach(resource -> {
                    resource.getResource().getAttributesList().stream()
                            .filter(attribute -> attribute.getKey().equals("service.name"))
                            .forEach(attribute ->
                                    services.add(attribute.getValue().getStringValue()));
                    resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
                });
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
    }

    @AfterEach
    void closeCollector() {
        collector.stop(0);
    }

    @Test
    void aBatchIsARunOfItsOwnWithLinksAndOneSpanForEachResultUnderItsProducer() {
        try (Traces traces = Traces.of(environment(), "worker")) {
            assertThat(traces.wants(SAMPLED_A)).isTrue();
            assertThat(traces.wants(SAMPLED_A.substring(0, 53) + "00")).isFalse();
            assertThat(traces.wants("")).isFalse();
            traces.batch("mlp", List.of(traced(SAMPLED_A, 1_000), traced(SAMPLED_B, 1_001)));
        }
        await().until(() -> spans.size() == 3);
        assertThat(services).containsOnly("millrace-worker");
        Span run = named("run mlp", "");
        Span first = named("infer mlp", TRACE_A);
        Span second = named("infer mlp", TRACE_B);
        assertThat(hex(first.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(run.getParentSpanId()).isEmpty();
        assertThat(run.getLinksList().stream().map(link -> hex(link.getTraceId())))
                .containsExactly(TRACE_A, TRACE_B);
        assertThat(first.getLinks(0).getSpanId())
                .isEqualTo(second.getLinks(0).getSpanId())
                .isEqualTo(run.getSpanId());
        assertThat(first.getStartTimeUnixNano()).isEqualTo(1_000_000_000L);
        assertThat(first.getEndTimeUnixNano()).isEqualTo(1_006_500_000L);
        assertThat(first.getEventsList().stream().map(Span.Event::getName))
                .containsExactly("queue done", "run done", "publish done");
        assertThat(run.getStartTimeUnixNano()).isEqualTo(1_004_000_000L);
        assertThat(run.getEndTimeUnixNano()).isEqualTo(1_006_000_000L);
    }

    @Test
    void aCollectorThatIsNotThereHoldsNobodyUp() {
        int port = collector.getAddress().getPort();
        collector.stop(0);
        long begin = System.nanoTime();
        try (Traces traces = Traces.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port), "worker")) {
            for (int i = 0; i < 10_000; i++) {
                traces.single("alert", traced(SAMPLED_A, i));
            }
        }
        assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
    }

    @Test
    void withoutACollectorNothingIsLoaded() {
        assertThat(Traces.of(Map.of(), "worker")).isSameAs(Traces.OFF);
        assertThat(Traces.OFF.wants(SAMPLED_A)).isFalse();
    }

    private Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
    }

    private static Traced traced(String traceparent, long origin) {
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("queue", 4.0);
        stages.put("run", 2.0);
        stages.put("publish", .5);
        return new Traced(traceparent, "user-events", 3, 42, origin, stages);
    }

    private Span named(String name, String trace) {
        return spans.stream()
                .filter(span ->
                        span.getName().equals(name) && hex(span.getTraceId()).contains(trace))
                .findFirst()
                .orElseThrow();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
