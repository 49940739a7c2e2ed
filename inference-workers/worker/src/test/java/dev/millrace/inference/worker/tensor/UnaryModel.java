package dev.millrace.inference.worker.tensor;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Map;

/** A model of one node: {@code y = operator(x)}, both of one type and shape; extents are numbers or symbolic names. */
public record UnaryModel(String operator, Map<String, String> metadata, TensorProto.DataType type, Object... shape) {
    public static byte[] floats(String operator, Object... shape) {
        return new UnaryModel(operator, Map.of(), TensorProto.DataType.FLOAT, shape).bytes();
    }

    public byte[] bytes() {
        var model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName("unary")
                        .addInput(value("x"))
                        .addOutput(value("y"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType(operator)
                                .addInput("x")
                                .addOutput("y")));
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private ValueInfoProto value(String name) {
        var extents = TensorShapeProto.newBuilder();
        for (Object extent : shape) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            extents.addDim(
                    extent instanceof Number number
                            ? dimension.setDimValue(number.longValue())
                            : dimension.setDimParam(extent.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(extents)))
                .build();
    }
}
