package dev.millrace.inference.training.anomaly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contracts.Json;
import dev.millrace.inference.training.onnx.OnnxFile;
import dev.millrace.inference.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * The anomaly model as ONNX. Inputs {@code window} float32[batch, W, C] (unused channels zero) and {@code asset_type}
 * int64[batch]; outputs {@code score} float32[batch] and {@code channel_error} float32[batch, C] (0 for unused channels). The
 * asset types' tensors are stacked and picked per row, so that one batch may mix them.
 */
public final class AnomalyOnnx {
    public static final String KIND = "sensor-anomaly";

    private AnomalyOnnx() {}

    public static byte[] export(AnomalyModel model) {
        int w = model.window();
        int c = model.channels();
        int d = w * c;
        int types = model.assets().size();
        var stack = new AnomalyTensors(model);
        return new OnnxGraph(KIND)
                .floatInput("window", "batch", w, c)
                .longInput("asset_type", "batch")
                .floatOutput("score", "batch")
                .floatOutput("channel_error", "batch", c)
                .floats("mean", stack.mean, types, d, 1)
                .floats("basis", stack.basis, types, stack.components, d)
                .floats("error_scale", stack.errorScale, types, c)
                .floats("channel_weight", stack.channelWeight, types, c)
                .longs("column", new long[] {0, d, 1}, 3)
                .longs("code_row", new long[] {0, 1, stack.components}, 3)
                .longs("cells", new long[] {0, w, c}, 3)
                .longs("axis1", new long[] {1}, 1)
                .node("Reshape", List.of("window", "column"), "values")
                .node("Gather", List.of("mean", "asset_type"), "its_mean")
                .node("Sub", List.of("values", "its_mean"), "centred")
                .node("Gather", List.of("basis", "asset_type"), "its_basis")
                .node("MatMul", List.of("its_basis", "centred"), "code")
                .node("Reshape", List.of("code", "code_row"), "code_as_row")
                .node("MatMul", List.of("code_as_row", "its_basis"), "rebuilt")
                .node("Reshape", List.of("rebuilt", "column"), "rebuilt_as_column")
                .node("Sub", List.of("centred", "rebuilt_as_column"), "residual")
                .node("Mul", List.of("residual", "residual"), "squared")
                .node("Reshape", List.of("squared", "cells"), "squared_cells")
                .node(
                        "ReduceSum",
                        List.of("squared_cells", "axis1"),
                        List.of("channel_sum"),
                        new OnnxGraph.Attribute("keepdims", 0))
                .node("Gather", List.of("error_scale", "asset_type"), "its_scale")
                .node("Mul", List.of("channel_sum", "its_scale"), "channel_error")
                .node("Gather", List.of("channel_weight", "asset_type"), "its_weight")
                .node("Mul", List.of("channel_error", "its_weight"), "weighted")
                .node(
                        "ReduceSum",
                        List.of("weighted", "axis1"),
                        List.of("score"),
                        new OnnxGraph.Attribute("keepdims", 0))
                .metadata("millrace.kind", KIND)
                .metadata("millrace.window", Integer.toString(w))
                .metadata(
                        "millrace.asset_types",
                        json(model.assets().stream().map(AssetModel::channels).toList()))
                .metadata(
                        "millrace.thresholds",
                        json(model.assets().stream().map(AssetModel::threshold).toList()))
                .metadata("millrace.trained_on", Long.toString(model.trainedOn()))
                .toBytes();
    }

    /** Reads an exported model back; throws {@link IllegalArgumentException} where the bytes are something else. */
    public static AnomalyModel parse(byte[] bytes) {
        OnnxFile file = new OnnxFile(bytes).ofKind(KIND);
        int window = Integer.parseInt(file.metadata("millrace.window"));
        var types = file.json("millrace.asset_types", new TypeReference<List<List<String>>>() {});
        var thresholds = file.json("millrace.thresholds", new TypeReference<List<Double>>() {});
        List<AssetModel> assets = new ArrayList<>();
        for (int t = 0; t < types.size(); t++) {
            assets.add(AnomalyTensors.asset(file, t, window, types.get(t), thresholds.get(t)));
        }
        return new AnomalyModel(window, assets, Long.parseLong(file.metadata("millrace.trained_on")));
    }

    private static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write metadata", e);
        }
    }
}
