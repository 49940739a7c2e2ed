package dev.millrace.inference.worker.head;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceException;
import java.util.List;

/**
 * One version of one model at work on batches: {@code lookUp}, {@code prepare}, {@code run}, {@code finish}, in this order, by one
 * thread at a time. The batch lives in the scorer between the calls.
 *
 * @param <Q> the decoded request
 */
public interface Scorer<Q> extends AutoCloseable {
    ModelRef model();

    /** What computes. */
    default ExecutionProvider provider() {
        return ExecutionProvider.CPU;
    }

    /**
     * Reads the features of a batch; false where the model wants none.
     *
     * @throws UnavailableException where the store does not answer: the same batch is tried again later
     */
    default boolean lookUp(List<Q> batch) throws UnavailableException {
        return false;
    }

    /**
     * Fills the tensors.
     *
     * @throws UnavailableException where something remote does not answer: the same batch is tried again later
     */
    void prepare(List<Q> batch) throws InferenceException, UnavailableException;

    /** Runs the model on what was prepared. */
    void run() throws InferenceException;

    /** One answer per request, in the order of the batch. */
    List<Answer> finish(List<Q> batch);

    /** Runs on made-up input, before the first real batch, with batches up to {@code batchMax}. */
    void warmUp(int batchMax) throws InferenceException;

    @Override
    void close();
}
