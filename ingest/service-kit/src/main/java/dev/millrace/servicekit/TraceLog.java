package dev.millrace.servicekit;

import dev.millrace.contracts.RequestContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.slf4j.MDC;

/** Puts the trace of a record into what is logged about it, as {@code trace.id}, until closed. */
public final class TraceLog implements AutoCloseable {
    private static final String KEY = "trace.id";
    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;

    private TraceLog() {}

    /** Without a {@code traceparent} header nothing is put. */
    public static TraceLog of(Headers headers) {
        Header header = headers.lastHeader(RequestContext.TRACEPARENT);
        if (header != null && header.value() != null && header.value().length >= TRACE_ID_END) {
            MDC.put(KEY, new String(header.value(), TRACE_ID, TRACE_ID_END - TRACE_ID, StandardCharsets.US_ASCII));
        }
        return new TraceLog();
    }

    @Override
    public void close() {
        MDC.remove(KEY);
    }
}
