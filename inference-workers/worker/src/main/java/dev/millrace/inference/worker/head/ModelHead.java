package dev.millrace.inference.worker.head;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.InferenceSession;

/**
 * One kind of model: how its requests read, what its graph must look like, and what a result is. Used by two threads: the loop
 * decodes, the loader binds.
 *
 * @param <Q> the decoded request
 */
public interface ModelHead<Q> {
    /** Which way its results come. */
    default Flow flow() {
        return Flow.TENSORS;
    }

    /** Where results go. */
    String outputTopic();

    /** Reads one request; throws where the bytes break the contract. */
    Q decode(byte[] value) throws InvalidRecordException;

    /** Answers while no model is live. */
    Scorer<Q> baseline();

    /**
     * Checks inputs, outputs and metadata of a loaded model against this head's contract. The scorer owns the session from then
     * on; where this throws, the session is still the caller's.
     *
     * @throws ModelRefusedException where the model does not fit, with a reason a person understands
     */
    Scorer<Q> bind(ModelRef model, InferenceSession session) throws ModelRefusedException;
}
