package dev.millrace.inference.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.Json;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Reads back what {@link OnnxGraph} wrote: constants and metadata. Errors are {@link IllegalArgumentException}s. */
public final class OnnxFile {
    private final Map<String, TensorProto> tensors = new HashMap<>();
    private final Map<String, String> metadata = new HashMap<>();

    public OnnxFile(byte[] bytes) {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            tensors.put(tensor.getName(), tensor);
        }
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
    }

    public String metadata(String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the ONNX model has no metadata '" + key + "'");
        }
        return value;
    }

    public <T> T json(String key, TypeReference<T> type) {
        try {
            return Json.mapper().readValue(metadata(key), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("metadata '" + key + "' of the ONNX model is broken", e);
        }
    }

    /** Fails unless the model is of this {@code millrace.kind}. */
    public OnnxFile ofKind(String kind) {
        if (!metadata("millrace.kind").equals(kind)) {
            throw new IllegalArgumentException(
                    "the ONNX model is a '" + metadata("millrace.kind") + "', not a '" + kind + "'");
        }
        return this;
    }

    /** Whether there is a constant of that name. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    public float[] floats(String name) {
        TensorProto tensor = tensor(name, OnnxGraph.FLOAT);
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** Size of one axis of a constant. */
    public int size(String name, int axis) {
        return (int) tensor(name, OnnxGraph.FLOAT).getDims(axis);
    }

    private TensorProto tensor(String name, int type) {
        TensorProto tensor = tensors.get(name);
        if (tensor == null || tensor.getDataType() != type) {
            throw new IllegalArgumentException("the ONNX model has no constant '" + name + "' of type " + type);
        }
        return tensor;
    }
}
