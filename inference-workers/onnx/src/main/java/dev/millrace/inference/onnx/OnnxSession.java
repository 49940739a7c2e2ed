package dev.millrace.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.Fit;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.OneThread;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorMemory;
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
    private final SessionOptions options;
    private final ExecutionProvider provider;
    private final OneThread thread = new OneThread();
    private final TensorMemory memory = new TensorMemory();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private boolean closed;

    private OnnxSession(
            OrtEnvironment environment,
            OrtSession session,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            Map<String, String> metadata,
            SessionOptions options,
            ExecutionProvider provider) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        this.metadata = metadata;
        this.options = options;
        this.provider = provider;
    }

    /** Takes the session over: closes it where it cannot be used. */
    static OnnxSession of(
            OrtEnvironment environment, OrtSession session, SessionOptions options, ExecutionProvider provider)
            throws OrtException {
        try {
            return new OnnxSession(
                    environment,
                    session,
                    specs(session.getInputInfo()),
                    specs(session.getOutputInfo()),
                    Map.copyOf(session.getMetadata().getCustomMetadata()),
                    options,
                    provider);
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
                        case FLOAT16 -> ElementType.FLOAT16;
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
    public ExecutionProvider provider() {
        return provider;
    }

    @Override
    public int padded(int batch) {
        return options.padded(batch);
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
        try {
            return new OnnxRun(session, thread, tensors(inputs, inputShapes), tensors(outputs, outputShapes));
        } catch (OrtException e) {
            throw new InferenceException("cannot bind: " + e.getMessage(), e);
        }
    }

    private OnnxTensors tensors(List<TensorSpec> declared, List<Shape> shapes) throws OrtException {
        var bound = new OnnxTensors();
        for (Shape shape : shapes) {
            tensors.add(bound.add(environment, memory, shape, Fit.declaredType(declared, shape)));
        }
        return bound;
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
