package dev.millrace.inference.api;

import java.util.List;
import java.util.Map;

/**
 * One loaded model. Confined to one thread at a time: who loads it may warm it up and hand it over, but two threads must never
 * be in it together ({@link OneThread} finds out), and every run after the warm-up should stay on one thread.
 */
public interface InferenceSession extends AutoCloseable {
    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /**
     * The batch size to bind for {@code batch} rows, at least as many: a session may want few distinct shapes (GPUs do). Rows
     * beyond {@code batch} hold whatever valid input, their outputs mean nothing. A batch above the largest of those shapes is
     * bound as it is.
     */
    default int padded(int batch) {
        return batch;
    }

    /** What really computes, whatever was asked for: never {@code AUTO}. */
    default ExecutionProvider provider() {
        return ExecutionProvider.CPU;
    }

    /** What training wrote into the model ({@code metadata_props}). */
    Map<String, String> metadata();

    /**
     * Makes a reusable run for one set of shapes, all inputs and all outputs.
     *
     * <p>INVARIANT: the runs of one session share their memory, tensor by tensor, so that a run per batch size costs no
     * memory: fill, run and read one before the next is filled.
     *
     * @throws InferenceException where a tensor is missing or its type or shape does not fit the model
     */
    BoundRun bind(List<Shape> inputs, List<Shape> outputs) throws InferenceException;

    /** Frees the model's memory and that of all its runs. */
    @Override
    void close();
}
