package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bound runs of one model by their number of rows, and the copies into and out of their tensors. */
final class Runs {
    /** A run with its tensors in the order of the contract; looked up once, not for every request. */
    private record Bound(BoundRun run, List<Buffer> inputs, List<Buffer> outputs) {}

    private final InferenceSession session;
    private final TensorContract contract;
    private final Map<Integer, Bound> bound = new HashMap<>();
    private @Nullable Bound current;

    Runs(InferenceSession session, TensorContract contract) {
        this.session = session;
        this.contract = contract;
    }

    /** The calls that follow are about a run of {@code rows}, or the next larger one that the session wants. */
    void select(int rows) throws InferenceException {
        int size = contract.fixedBatch() > 0 ? contract.fixedBatch() : session.padded(rows);
        Bound found = bound.get(size);
        if (found == null) {
            found = bind(size);
            bound.put(size, found);
        }
        current = found;
    }

    private Bound bind(int size) throws InferenceException {
        try {
            BoundRun run = session.bind(shapes(contract.inputs(), size), shapes(contract.outputs(), size));
            return new Bound(run, buffers(run, contract.inputs()), buffers(run, contract.outputs()));
        } catch (ArithmeticException e) {
            throw new InferenceException("the tensors of " + size + " rows are too large to bind", e);
        }
    }

    private static List<Buffer> buffers(BoundRun run, List<Port> ports) {
        var buffers = new ArrayList<Buffer>(ports.size());
        for (Port port : ports) {
            buffers.add(port.datatype() == Datatype.FP32 ? run.floats(port.name()) : run.longs(port.name()));
        }
        return buffers;
    }

    private Bound current() {
        if (current == null) {
            throw new IllegalStateException("no run was selected");
        }
        return current;
    }

    private static List<Shape> shapes(List<Port> ports, int rows) {
        return ports.stream().map(port -> port.bound(rows)).toList();
    }

    /** Copies {@code count} rows of a request, from its row {@code first} on, to row {@code at} of the run. */
    void copyIn(InferRequest request, int first, int count, int at) throws InferenceException {
        for (int i = 0; i < contract.inputs().size(); i++) {
            Port port = contract.inputs().get(i);
            Tensor tensor = Fit.find(request, i, port.name());
            if (tensor == null) {
                throw new InferenceException("input '" + port.name() + "' is missing");
            }
            int width = port.rowElements();
            Buffer target = current().inputs().get(i);
            if (target instanceof FloatBuffer floats) {
                floats.put(at * width, tensor.data().asFloatBuffer(), first * width, count * width);
            } else {
                ((LongBuffer) target).put(at * width, tensor.data().asLongBuffer(), first * width, count * width);
            }
        }
    }

    void run() throws InferenceException {
        current().run().run();
    }

    /** Copies the first {@code count} rows of each output of the run to row {@code at} of {@code targets}. */
    void copyOut(ByteBuffer[] targets, int at, int count) {
        for (int i = 0; i < targets.length; i++) {
            int width = contract.outputs().get(i).rowElements();
            Buffer source = current().outputs().get(i);
            if (source instanceof FloatBuffer floats) {
                targets[i].asFloatBuffer().put(at * width, floats, 0, count * width);
            } else {
                targets[i].asLongBuffer().put(at * width, (LongBuffer) source, 0, count * width);
            }
        }
    }

    void zero() {
        for (Buffer input : current().inputs()) {
            if (input instanceof FloatBuffer floats) {
                floats.put(0, new float[floats.capacity()]);
            } else {
                ((LongBuffer) input).put(0, new long[input.capacity()]);
            }
        }
    }
}
