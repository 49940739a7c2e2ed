package dev.millrace.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spans by the OpenTelemetry SDK, made after the fact from the timings that a result carries. */
final class OtlpTraces implements Traces {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);

    /** What a span may have of links, by OpenTelemetry's default; a batch may be larger. */
    private static final int MOST_LINKS = 128;

    private static final long CLOSE_SECONDS = 2;
    private static final int TRACEPARENT_LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final String RUN = "run";

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<Long> BATCH = AttributeKey.longKey("messaging.batch.message_count");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("millrace.model");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private OtlpTraces(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("dev.millrace");
    }

    static Traces open(Map<String, String> environment, String process) {
        // Whatever the environment says wins over these.
        var defaults = new HashMap<>(Map.of(
                "otel.service.name",
                "millrace-" + process,
                "otel.metrics.exporter",
                "none",
                "otel.logs.exporter",
                "none",
                "otel.exporter.otlp.protocol",
                "http/protobuf"));
        environment.forEach((key, value) -> {
            if (key.startsWith("OTEL_")) {
                defaults.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> defaults)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        LOG.info("sampled traces are told to OpenTelemetry as {}", defaults.get("otel.service.name"));
        return new OtlpTraces(sdk);
    }

    @Override
    public boolean wants(String traceparent) {
        return traceparent.length() >= TRACEPARENT_LENGTH
                && (Character.digit(traceparent.charAt(FLAGS + 1), 16) & 1) == 1;
    }

    @Override
    public void batch(String model, List<Traced> results) {
        if (results.isEmpty()) {
            return;
        }
        Traced any = results.get(0);
        double runEnd = any.until(RUN);
        double runMillis = any.stages().getOrDefault(RUN, 0.0);
        Span run = tracer.spanBuilder("run " + model)
                .setNoParent()
                .setStartTimestamp(nanos(any.origin(), runEnd - runMillis), TimeUnit.NANOSECONDS)
                .setAttribute(MODEL, model)
                .setAttribute(BATCH, (long) results.size())
                .startSpan();
        var made = new ArrayList<Span>(results.size());
        for (Traced result : results) {
            Span one = start("infer " + model, result)
                    .addLink(run.getSpanContext())
                    .startSpan();
            one.setAttribute(MODEL, model);
            if (made.size() < MOST_LINKS) {
                run.addLink(one.getSpanContext());
            }
            made.add(one);
        }
        run.end(nanos(any.origin(), runEnd), TimeUnit.NANOSECONDS);
        for (int i = 0; i < made.size(); i++) {
            end(made.get(i), results.get(i));
        }
    }

    @Override
    public void single(String name, Traced result) {
        end(start(name, result).startSpan(), result);
    }

    private SpanBuilder start(String name, Traced result) {
        Context parent = Context.root().with(Span.wrap(remote(result.traceparent())));
        return tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(nanos(result.origin(), 0), TimeUnit.NANOSECONDS)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(DESTINATION, result.topic())
                .setAttribute(PARTITION, Integer.toString(result.partition()))
                .setAttribute(OFFSET, result.offset());
    }

    private static void end(Span span, Traced result) {
        double at = 0;
        for (Map.Entry<String, Double> stage : result.stages().entrySet()) {
            at += stage.getValue();
            span.addEvent(
                    stage.getKey() + " done", Attributes.empty(), nanos(result.origin(), at), TimeUnit.NANOSECONDS);
        }
        span.end(nanos(result.origin(), at), TimeUnit.NANOSECONDS);
    }

    private static SpanContext remote(String traceparent) {
        return SpanContext.createFromRemoteParent(
                traceparent.substring(TRACE_ID, SPAN_ID - 1),
                traceparent.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(traceparent, FLAGS),
                TraceState.getDefault());
    }

    private static long nanos(long originMillis, double millis) {
        return TimeUnit.MILLISECONDS.toNanos(originMillis) + Math.round(millis * 1e6);
    }

    /** Sends what waits; a collector that is not there must not hold up the end of a process. */
    @Override
    public void close() {
        sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
