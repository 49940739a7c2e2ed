package dev.millrace.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A session of ONNX Runtime: owns the model, the memory behind its tensors, and the tensors bound so far. */
final class OnnxSession implements InferenceSession {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Map<String, String> metadata;
    private final TensorMemory memory = new TensorMemory();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private boolean closed;

    private OnnxSession(
            OrtEnvironment environment,
            OrtSession session,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            Map<String, String> metadata) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        this.metadata = metadata;
    }

    static OnnxSession of(OrtEnvironment environment, OrtSession session) throws OrtException {
        try {
            return new OnnxSession(
                    environment,
                    session,
                    specs(session.getInputInfo()),
                    specs(session.getOutputInfo()),
                    Map.copyOf(session.getMetadata().getCustomMetadata()));
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
        return nodes.values().stream().map(OnnxSession::spec).toList();
    }

    private static TensorSpec spec(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            ElementType type =
                    switch (tensor.type) {
                        case FLOAT -> ElementType.FLOAT32;
                        case INT64 -> ElementType.INT64;
                        default -> ElementType.OTHER;
                    };
            List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
            return new TensorSpec(node.getName(), type, shape);
        }
        return new TensorSpec(node.getName(), ElementType.OTHER, List.of());
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public BoundRun bind(List<Shape> inputShapes, List<Shape> outputShapes) throws InferenceException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        Fit.require("input", inputs, inputShapes);
        Fit.require("output", outputs, outputShapes);
        var run = new OnnxRun(session);
        try {
            for (Shape shape : inputShapes) {
                run.input(shape.name(), tensor(shape, run));
            }
            for (Shape shape : outputShapes) {
                run.output(shape.name(), tensor(shape, run));
            }
        } catch (OrtException e) {
            throw new InferenceException("cannot bind: " + e.getMessage(), e);
        }
        return run;
    }

    private OnnxTensor tensor(Shape shape, OnnxRun run) throws OrtException {
        OnnxTensor tensor =
                switch (shape.type()) {
                    case FLOAT32 ->
                        OnnxTensor.createTensor(
                                environment, run.keep(shape.name(), memory.floats(shape)), shape.extents());
                    case INT64 ->
                        OnnxTensor.createTensor(
                                environment, run.keep(shape.name(), memory.longs(shape)), shape.extents());
                    case OTHER -> throw new IllegalArgumentException("type: " + shape.name());
                };
        tensors.add(tensor);
        return tensor;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        tensors.forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close the session", e);
        }
    }
}
