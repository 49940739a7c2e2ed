package dev.millrace.inference.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.millrace.inference.api.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes small ONNX graphs (IR 8, opset 17) for tests. */
final class Graph {
    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
    private static final int FLOAT16 = TensorProto.DataType.FLOAT16_VALUE;
    private static final int INT64 = TensorProto.DataType.INT64_VALUE;

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

    Graph(String name) {
        graph.setName(name);
    }

    /** Shape entries are extents or symbolic names. */
    Graph floatInput(String name, Object... shape) {
        graph.addInput(value(name, FLOAT, shape));
        return this;
    }

    Graph halfInput(String name, Object... shape) {
        graph.addInput(value(name, FLOAT16, shape));
        return this;
    }

    Graph halfOutput(String name, Object... shape) {
        graph.addOutput(value(name, FLOAT16, shape));
        return this;
    }

    Graph longInput(String name, Object... shape) {
        graph.addInput(value(name, INT64, shape));
        return this;
    }

    Graph floatOutput(String name, Object... shape) {
        graph.addOutput(value(name, FLOAT, shape));
        return this;
    }

    Graph longOutput(String name, Object... shape) {
        graph.addOutput(value(name, INT64, shape));
        return this;
    }

    Graph floats(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return constant(name, FLOAT, raw, shape);
    }

    /** The values in half precision. */
    Graph halves(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        HalfFloat.toHalf(FloatBuffer.wrap(values), raw.asShortBuffer());
        return constant(name, FLOAT16, raw, shape);
    }

    /** A cast to float32 or float16. */
    Graph cast(String input, String output, boolean half) {
        return node("Cast", List.of(input), List.of(output), integer("to", half ? FLOAT16 : FLOAT));
    }

    Graph longs(String name, long[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return constant(name, INT64, raw, shape);
    }

    private Graph constant(String name, int type, ByteBuffer raw, long... shape) {
        var tensor = TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(raw));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return this;
    }

    Graph node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator + "_" + graph.getNodeCount())
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(Arrays.asList(attributes)));
        return this;
    }

    static AttributeProto ints(String name, long... values) {
        var attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    byte[] build(Map<String, String> metadata) {
        var model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("millrace-test")
                .setGraph(graph)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17));
        metadata.forEach((key, value) -> model.addMetadataProps(
                OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static OnnxMl.ValueInfoProto value(String name, int type, Object... shape) {
        var extents = OnnxMl.TensorShapeProto.newBuilder();
        for (Object extent : shape) {
            var dimension = OnnxMl.TensorShapeProto.Dimension.newBuilder();
            extents.addDim(
                    extent instanceof Number number
                            ? dimension.setDimValue(number.longValue())
                            : dimension.setDimParam(extent.toString()));
        }
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(extents)))
                .build();
    }
}
