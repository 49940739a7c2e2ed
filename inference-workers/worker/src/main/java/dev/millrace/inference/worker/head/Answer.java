package dev.millrace.inference.worker.head;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import java.util.function.Function;

/** What came of one request. */
public sealed interface Answer {
    /** A result; {@code encode} makes its value once the timings are known. */
    record Result(Function<RequestContext, byte[]> encode) implements Answer {}

    /** The request goes to the dead letters. */
    record Refusal(ErrorKind kind, String reason) implements Answer {}
}
