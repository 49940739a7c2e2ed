package dev.millrace.inference.api;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Input and output tensors of fixed shapes in direct memory. Use the buffers by absolute index, or clear them before a bulk
 * transfer. Valid until its session is closed.
 */
public interface BoundRun {
    /**
     * The {@code float32} tensor of that name; throws {@link IllegalArgumentException} where there is none. Where the model
     * declares {@code float16}, this is a {@code float32} view of it that {@link #run} converts: inputs before, outputs after.
     */
    FloatBuffer floats(String name);

    /** The {@code int64} tensor of that name; throws {@link IllegalArgumentException} where there is none. */
    LongBuffer longs(String name);

    /**
     * Computes the outputs from the inputs.
     *
     * @throws InferenceUnavailableException where the same run may work later
     * @throws InferenceException where the runtime refuses; the outputs are undefined then
     * @throws IllegalStateException where another thread is inside the session, or the session is closed
     */
    void run() throws InferenceException;
}
