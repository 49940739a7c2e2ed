package dev.millrace.inference.worker.head;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.inference.rollout.Observation;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of one request. */
public sealed interface Answer {
    /**
     * A result; {@code encode} makes its value once the timings are known. It is called on another thread, when the scorer is
     * already at work on the next batch: it must not touch the tensors.
     *
     * @param observer makes what a comparison of two versions looks at; called only where there is one
     * @param signals what is watched for drift; called for a sample of answers, on the thread of {@code encode}
     */
    record Result(Supplier<Observation> observer, Signals signals, Function<RequestContext, byte[]> encode)
            implements Answer {
        public Result(Observation observed, Function<RequestContext, byte[]> encode) {
            this(() -> observed, Signals.NONE, encode);
        }

        public Observation observed() {
            return observer.get();
        }
    }

    /** The request goes to the dead letters. */
    record Refusal(ErrorKind kind, String reason) implements Answer {}
}
