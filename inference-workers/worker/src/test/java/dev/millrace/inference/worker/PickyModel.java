package dev.millrace.inference.worker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.inference.onnx.TinyModels;
import java.util.List;

/**
 * A sensor model whose run itself fails, with all of its batch, where one window's mean square is too large: that number is the
 * index of a look-up, as an embedding's is.
 */
final class PickyModel {
    /** Mean squares from here on are out of the look-up's range. */
    static final int LIMIT = 100;

    private PickyModel() {}

    /** As {@link TinyModels#anomaly(int, List, float)} of gain 1 else. */
    static byte[] anomaly(int window, List<List<String>> assetTypes) {
        try {
            var model = ModelProto.parseFrom(TinyModels.anomaly(window, assetTypes, 1)).toBuilder();
            GraphProto.Builder graph = model.getGraphBuilder();
            NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
            if (!last.getOutput(0).equals("score")) {
                throw new IllegalStateException("the score is not the last node: " + last);
            }
            last.setOutput(0, "raw");
            var zeros = TensorProto.newBuilder()
                    .setName("zeros")
                    .setDataType(TensorProto.DataType.FLOAT_VALUE)
                    .addDims(LIMIT);
            for (int i = 0; i < LIMIT; i++) {
                zeros.addFloatData(0);
            }
            graph.addInitializer(zeros);
            var toLong = AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(TensorProto.DataType.INT64_VALUE);
            graph.addNode(node("Cast", List.of("mean"), "index").addAttribute(toLong));
            graph.addNode(node("Gather", List.of("zeros", "index"), "zero"));
            graph.addNode(node("Add", List.of("raw", "zero"), "score"));
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName("picky_" + operator)
                .addAllInput(inputs)
                .addOutput(output);
    }
}
