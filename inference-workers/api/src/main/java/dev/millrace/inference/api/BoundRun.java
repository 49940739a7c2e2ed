package dev.millrace.inference.api;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Input and output tensors of fixed shapes in direct memory. Use the buffers by absolute index, or clear them before a bulk
 * transfer. Valid until its session is closed.
 */
public interface BoundRun {
    /** The {@code float32} tensor of that name; throws {@link IllegalArgumentException} where there is none. */
    FloatBuffer floats(String name);

    /** The {@code int64} tensor of that name; throws {@link IllegalArgumentException} where there is none. */
    LongBuffer longs(String name);

    /** Computes the outputs from the inputs; throws where the runtime refuses, the outputs are undefined then. */
    void run() throws InferenceException;
}
