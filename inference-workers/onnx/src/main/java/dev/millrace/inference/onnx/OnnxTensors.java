package dev.millrace.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.HalfFloat;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorMemory;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs, or the outputs, of one run: tensors of ONNX Runtime over direct memory, and the buffers that callers see. */
final class OnnxTensors {
    /** float16 tensors have a second block, float32, that callers see. */
    private static final String STAGING = "#float32";

    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> floats = new LinkedHashMap<>();
    private final Map<String, LongBuffer> longs = new LinkedHashMap<>();
    private final List<Half> halves = new ArrayList<>();

    private record Half(ShortBuffer model, FloatBuffer caller) {}

    /** Makes the tensor; {@code type} is the model's, the shape's own may be float32 where that is float16. */
    OnnxTensor add(OrtEnvironment environment, TensorMemory memory, Shape shape, ElementType type) throws OrtException {
        String name = shape.name();
        var block = memory.bytes(name, Math.multiplyExact(shape.elements(), type.bytes()));
        OnnxTensor tensor =
                switch (type) {
                    case FLOAT32 -> {
                        FloatBuffer view = block.asFloatBuffer();
                        floats.put(name, view);
                        yield OnnxTensor.createTensor(environment, view, shape.extents());
                    }
                    case INT64 -> {
                        LongBuffer view = block.asLongBuffer();
                        longs.put(name, view);
                        yield OnnxTensor.createTensor(environment, view, shape.extents());
                    }
                    case FLOAT16 -> {
                        ShortBuffer view = block.asShortBuffer();
                        FloatBuffer staging = memory.bytes(
                                        name + STAGING, Math.multiplyExact(shape.elements(), Float.BYTES))
                                .asFloatBuffer();
                        floats.put(name, staging);
                        halves.add(new Half(view, staging));
                        yield OnnxTensor.createTensor(environment, view, shape.extents(), OnnxJavaType.FLOAT16);
                    }
                    case OTHER -> throw new IllegalArgumentException("type: " + shape.name());
                };
        tensors.put(name, tensor);
        return tensor;
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    Map<String, FloatBuffer> floats() {
        return floats;
    }

    Map<String, LongBuffer> longs() {
        return longs;
    }

    /** What callers wrote becomes what the model reads. */
    void toModel() {
        for (Half half : halves) {
            HalfFloat.toHalf(half.caller(), half.model());
        }
    }

    /** What the model wrote becomes what callers read. */
    void fromModel() {
        for (Half half : halves) {
            HalfFloat.toFloats(half.model(), half.caller());
        }
    }
}
