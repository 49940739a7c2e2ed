package dev.millrace.inference.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Builds an ONNX model: IR version 8, opset 17, weights as little-endian {@code raw_data}. Nodes must be added in the order
 * in which they run (ONNX IR specification, "Graphs").
 */
public final class OnnxGraph {
    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    static final int INT64 = TensorProto.DataType.INT64_VALUE;
    static final int INT8 = TensorProto.DataType.INT8_VALUE;
    static final int UINT8 = TensorProto.DataType.UINT8_VALUE;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final ModelProto.Builder model = ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setProducerName("millrace");

    public OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Declares a {@code float32} input; a dimension is a {@code Number} or the {@code String} name of a free one. */
    public OnnxGraph floatInput(String name, Object... dimensions) {
        graph.addInput(value(name, FLOAT, dimensions));
        return this;
    }

    public OnnxGraph longInput(String name, Object... dimensions) {
        graph.addInput(value(name, INT64, dimensions));
        return this;
    }

    public OnnxGraph floatOutput(String name, Object... dimensions) {
        graph.addOutput(value(name, FLOAT, dimensions));
        return this;
    }

    public OnnxGraph longOutput(String name, Object... dimensions) {
        graph.addOutput(value(name, INT64, dimensions));
        return this;
    }

    /** A constant tensor, row by row. */
    public OnnxGraph floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw, values.length, shape);
    }

    public OnnxGraph longs(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw, values.length, shape);
    }

    /** Signed bytes. */
    public OnnxGraph bytes(String name, byte[] values, long... shape) {
        return constant(name, INT8, ByteBuffer.wrap(values), values.length, shape);
    }

    /** One unsigned byte, 0 to 255. */
    public OnnxGraph unsignedByte(String name, int value) {
        return constant(name, UINT8, ByteBuffer.wrap(new byte[] {(byte) value}), 1);
    }

    public OnnxGraph node(String operator, List<String> inputs, String output) {
        graph.addNode(node(operator, inputs, List.of(output)));
        return this;
    }

    /** A node with attributes of integers. */
    public OnnxGraph node(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        NodeProto.Builder node = node(operator, inputs, outputs);
        for (Attribute attribute : attributes) {
            AttributeProto.Builder written = AttributeProto.newBuilder().setName(attribute.name());
            if (attribute.list()) {
                attribute.values().forEach(written::addInts);
                written.setType(AttributeProto.AttributeType.INTS);
            } else {
                written.setI(attribute.values().get(0)).setType(AttributeProto.AttributeType.INT);
            }
            node.addAttribute(written);
        }
        graph.addNode(node);
        return this;
    }

    /**
     * Runs the nodes of one of two graphs without inputs, which may name what stands before this node; both declare the outputs, in
     * that order. Names are unique over all three.
     *
     * @param condition one bool
     */
    public OnnxGraph choice(String condition, OnnxGraph then, OnnxGraph otherwise, List<String> outputs) {
        graph.addNode(node("If", List.of(condition), outputs)
                .addAttribute(branch("then_branch", then))
                .addAttribute(branch("else_branch", otherwise)));
        return this;
    }

    private static AttributeProto branch(String name, OnnxGraph branch) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(branch.graph)
                .build();
    }

    /** An integer, or a list of them, that belongs to a node. */
    public record Attribute(String name, List<Long> values, boolean list) {
        public Attribute {
            values = List.copyOf(values);
        }

        public Attribute(String name, long value) {
            this(name, List.of(value), false);
        }

        public static Attribute ofList(String name, Long... values) {
            return new Attribute(name, List.of(values), true);
        }
    }

    public OnnxGraph metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    /** The file's content. */
    public byte[] toBytes() {
        return model.setGraph(graph).build().toByteArray();
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, List<String> outputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(outputs.get(0))
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }

    private OnnxGraph constant(String name, int type, ByteBuffer raw, int length, long... shape) {
        long size = 1;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        for (long dimension : shape) {
            tensor.addDims(dimension);
            size *= dimension;
        }
        if (size != length) {
            throw new IllegalArgumentException("tensor " + name + " has " + length + " values, its shape " + size);
        }
        graph.addInitializer(tensor.setRawData(ByteString.copyFrom(raw)));
        return this;
    }

    private static ValueInfoProto value(String name, int type, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dimension instanceof Number number
                            ? one.setDimValue(number.longValue())
                            : one.setDimParam(dimension.toString()));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
