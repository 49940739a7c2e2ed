package dev.millrace.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.OneThread;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One set of shapes: inputs in reused direct memory, outputs pinned, so that a run copies and allocates nothing large. */
final class OnnxRun implements BoundRun {
    private final OrtSession session;
    private final OneThread thread;
    private final OnnxTensors inputs;
    private final OnnxTensors outputs;

    OnnxRun(OrtSession session, OneThread thread, OnnxTensors inputs, OnnxTensors outputs) {
        this.session = session;
        this.thread = thread;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public FloatBuffer floats(String name) {
        return find(inputs.floats(), outputs.floats(), name);
    }

    @Override
    public LongBuffer longs(String name) {
        return find(inputs.longs(), outputs.longs(), name);
    }

    private static <T> T find(Map<String, T> inputs, Map<String, T> outputs, String name) {
        @Nullable T buffer = inputs.get(name);
        if (buffer == null) {
            buffer = outputs.get(name);
        }
        if (buffer == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' of that type is bound");
        }
        return buffer;
    }

    @Override
    public void run() throws InferenceException {
        thread.enter();
        try {
            inputs.toModel();
            // Closing the result frees its native array; pinned outputs are not the result's own and stay.
            try (var result = session.run(inputs.tensors(), outputs.tensors())) {
                assert result.size() == outputs.tensors().size();
            }
            outputs.fromModel();
        } catch (OrtException e) {
            throw new InferenceException("the model failed: " + e.getMessage(), e);
        } finally {
            thread.leave();
        }
    }
}
