package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bound runs of one model by their number of rows, and the copies into and out of their tensors. */
final class Runs {
    private final InferenceSession session;
    private final TensorContract contract;
    private final Map<Integer, BoundRun> bound = new HashMap<>();

    /** The run that was filled last; all share their memory, so that there is no use for another. */
    private int currentRows;

    Runs(InferenceSession session, TensorContract contract) {
        this.session = session;
        this.contract = contract;
    }

    private BoundRun of(int rows) throws InferenceException {
        int size = contract.fixedBatch() > 0 ? contract.fixedBatch() : session.padded(rows);
        BoundRun run = bound.get(size);
        if (run == null) {
            try {
                run = session.bind(shapes(contract.inputs(), size), shapes(contract.outputs(), size));
            } catch (ArithmeticException e) {
                throw new InferenceException("the tensors of " + size + " rows are too large to bind", e);
            }
            bound.put(size, run);
        }
        currentRows = rows;
        return run;
    }

    private static List<Shape> shapes(List<Port> ports, int rows) {
        return ports.stream().map(port -> port.bound(rows)).toList();
    }

    /** Copies {@code count} rows of a request, from its row {@code first} on, to row {@code at} of a run of {@code rows}. */
    void copyIn(InferRequest request, int first, int count, int at, int rows) throws InferenceException {
        BoundRun run = of(rows);
        for (int i = 0; i < contract.inputs().size(); i++) {
            Port port = contract.inputs().get(i);
            Tensor tensor = Fit.find(request, i, port.name());
            if (tensor == null) {
                throw new InferenceException("input '" + port.name() + "' is missing");
            }
            int width = port.rowElements();
            if (port.datatype() == Datatype.FP32) {
                run.floats(port.name()).put(at * width, tensor.data().asFloatBuffer(), first * width, count * width);
            } else {
                run.longs(port.name()).put(at * width, tensor.data().asLongBuffer(), first * width, count * width);
            }
        }
    }

    void run(int rows) throws InferenceException {
        of(rows).run();
    }

    /** Copies the first {@code count} rows of an output of the last run to row {@code at} of {@code target}. */
    void copyOut(Port port, ByteBuffer target, int at, int count) throws InferenceException {
        BoundRun run = of(currentRows);
        int width = port.rowElements();
        if (port.datatype() == Datatype.FP32) {
            target.asFloatBuffer().put(at * width, run.floats(port.name()), 0, count * width);
        } else {
            target.asLongBuffer().put(at * width, run.longs(port.name()), 0, count * width);
        }
    }

    void zero(int rows) throws InferenceException {
        BoundRun run = of(rows);
        for (Port port : contract.inputs()) {
            if (port.datatype() == Datatype.FP32) {
                var tensor = run.floats(port.name());
                tensor.put(0, new float[tensor.capacity()]);
            } else {
                var tensor = run.longs(port.name());
                tensor.put(0, new long[tensor.capacity()]);
            }
        }
    }
}
