package dev.millrace.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One set of shapes: inputs in reused direct memory, outputs pinned, so that a run copies and allocates nothing large. */
final class OnnxRun implements BoundRun {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> floats = new LinkedHashMap<>();
    private final Map<String, LongBuffer> longs = new LinkedHashMap<>();

    OnnxRun(OrtSession session) {
        this.session = session;
    }

    void input(String name, OnnxTensor tensor) {
        inputs.put(name, tensor);
    }

    void output(String name, OnnxTensor tensor) {
        outputs.put(name, tensor);
    }

    FloatBuffer keep(String name, FloatBuffer buffer) {
        floats.put(name, buffer);
        return buffer;
    }

    LongBuffer keep(String name, LongBuffer buffer) {
        longs.put(name, buffer);
        return buffer;
    }

    @Override
    public FloatBuffer floats(String name) {
        return require(floats.get(name), name);
    }

    @Override
    public LongBuffer longs(String name) {
        return require(longs.get(name), name);
    }

    private static <T> T require(@Nullable T buffer, String name) {
        if (buffer == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' of that type is bound");
        }
        return buffer;
    }

    @Override
    public void run() throws InferenceException {
        // Closing the result frees its native array; pinned outputs are not the result's own and stay.
        try (var result = session.run(inputs, outputs)) {
            assert result.size() == outputs.size();
        } catch (OrtException e) {
            throw new InferenceException("the model failed: " + e.getMessage(), e);
        }
    }
}
