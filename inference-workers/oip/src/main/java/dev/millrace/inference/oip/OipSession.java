package dev.millrace.inference.oip;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.Fit;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.OneThread;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorMemory;
import dev.millrace.inference.api.TensorSpec;
import dev.millrace.inference.oip.proto.ModelMetadataResponse;
import dev.millrace.inference.oip.proto.ModelMetadataResponse.TensorMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model on a server: what the server says of its tensors, and what the descriptor says of the rest. */
final class OipSession implements InferenceSession {
    private final OipServer server;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Map<String, String> metadata;
    private final SessionOptions options;
    private final OneThread thread = new OneThread();
    private final TensorMemory memory = new TensorMemory();
    private final List<OipRun> runs = new ArrayList<>();
    private boolean closed;

    /** Takes the server over. */
    OipSession(OipServer server, ModelMetadataResponse model, Map<String, String> metadata, SessionOptions options) {
        this.server = server;
        this.inputs = specs(model.getInputsList());
        this.outputs = specs(model.getOutputsList());
        this.metadata = metadata;
        this.options = options;
    }

    private static List<TensorSpec> specs(List<TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor ->
                        new TensorSpec(tensor.getName(), OipType.of(tensor.getDatatype()), tensor.getShapeList()))
                .toList();
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
    public ExecutionProvider provider() {
        return ExecutionProvider.REMOTE;
    }

    @Override
    public int padded(int batch) {
        return options.padded(batch);
    }

    @Override
    public BoundRun bind(List<Shape> inputShapes, List<Shape> outputShapes) throws InferenceException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        Fit.require("input", inputs, inputShapes);
        Fit.require("output", outputs, outputShapes);
        var run = new OipRun(server, thread, tensors(inputs, inputShapes), tensors(outputs, outputShapes));
        runs.add(run);
        return run;
    }

    private List<OipTensor> tensors(List<TensorSpec> declared, List<Shape> shapes) {
        return shapes.stream()
                .map(shape -> OipTensor.of(shape, Fit.declaredType(declared, shape), memory))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        runs.forEach(OipRun::close);
        server.close();
    }
}
