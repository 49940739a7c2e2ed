package dev.millrace.inference.oip;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import dev.millrace.contracts.oip.ModelInferRequest.InferRequestedOutputTensor;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.OneThread;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One set of shapes. What a request says of its tensors is made once; their contents are copied into each request, because a
 * call that was given up may still be on its way out while the next batch is written.
 */
final class OipRun implements BoundRun {
    private final OipServer server;
    private final OneThread thread;
    private final List<OipTensor> inputs;
    private final List<OipTensor> outputs;
    private final ModelInferRequest shapes;
    private boolean closed;

    OipRun(OipServer server, OneThread thread, List<OipTensor> inputs, List<OipTensor> outputs) {
        this.server = server;
        this.thread = thread;
        this.inputs = inputs;
        this.outputs = outputs;
        var builder = server.request();
        for (OipTensor input : inputs) {
            var tensor = InferInputTensor.newBuilder().setName(input.name()).setDatatype(OipType.name(input.type()));
            for (long extent : input.shape().extents()) {
                tensor.addShape(extent);
            }
            builder.addInputs(tensor);
        }
        for (OipTensor output : outputs) {
            builder.addOutputs(InferRequestedOutputTensor.newBuilder().setName(output.name()));
        }
        this.shapes = builder.build();
    }

    @Override
    public FloatBuffer floats(String name) {
        return find(name, OipTensor::floats);
    }

    @Override
    public LongBuffer longs(String name) {
        return find(name, OipTensor::longs);
    }

    private <T> T find(String name, Function<OipTensor, @Nullable T> view) {
        return Stream.concat(inputs.stream(), outputs.stream())
                .filter(tensor -> tensor.name().equals(name))
                .map(view)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor '" + name + "' of that type is bound"));
    }

    @Override
    public void run() throws InferenceException {
        thread.enter();
        try {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            var request = shapes.toBuilder();
            for (OipTensor input : inputs) {
                input.toWire();
                request.addRawInputContents(ByteString.copyFrom(input.raw().clear()));
            }
            OipAnswer.read(server.infer(request.build()), outputs);
        } finally {
            thread.leave();
        }
    }

    void close() {
        closed = true;
    }
}
