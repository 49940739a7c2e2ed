package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import dev.millrace.inference.worker.head.Answer.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one request fits the model that serves now; one that does not is refused alone, in words. */
final class Fit {
    /** Most rows of one request. */
    static final int MAX_ROWS = 1024;

    /** Room for what surrounds the tensors in an answer. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    /** JSON digits of one element take this many times its bytes, at most. */
    private static final int JSON_FACTOR = 4;

    private static final int MAX_REASON = 1000;

    private final TensorContract contract;

    Fit(TensorContract contract) {
        this.contract = contract;
    }

    /** Null where the request can be answered. */
    @Nullable
    Refusal refusal(TensorRequest asked) {
        InferRequest request = asked.body();
        List<Tensor> inputs = request.inputs();
        if (inputs.size() != contract.inputs().size()) {
            return wrongType("the request has the inputs " + inputs + ", the model wants " + contract.inputs());
        }
        int rows = rows(request);
        for (int i = 0; i < inputs.size(); i++) {
            Port port = contract.inputs().get(i);
            Tensor tensor = find(request, i, port.name());
            if (tensor == null || !fits(port, tensor)) {
                return wrongType("the request has the inputs " + inputs + ", the model wants " + contract.inputs());
            }
            if (tensor.shape()[0] != rows || rows > MAX_ROWS) {
                return wrongType("the request has the inputs " + inputs + ", all must have the same number of rows, "
                        + MAX_ROWS + " at most");
            }
        }
        if (asked.notFinite() != null && !contract.allowNan()) {
            return asked.notFinite();
        }
        return answerable(request, rows);
    }

    /** Rows of a request; 0 where its first input has none. */
    static int rows(InferRequest request) {
        long[] shape = request.inputs().get(0).shape();
        return shape.length == 0 ? 0 : (int) shape[0]; // a tensor's extents are ints
    }

    /** The request's input of that name; looks where the model has it first. */
    static @Nullable Tensor find(InferRequest request, int index, String name) {
        List<Tensor> inputs = request.inputs();
        if (inputs.get(index).name().equals(name)) {
            return inputs.get(index);
        }
        for (Tensor tensor : inputs) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        return null;
    }

    private static boolean fits(Port port, Tensor tensor) {
        long[] shape = tensor.shape();
        if (tensor.datatype() != port.datatype() || shape.length != port.row().length + 1) {
            return false;
        }
        for (int axis = 1; axis < shape.length; axis++) {
            if (shape[axis] != port.row()[axis - 1]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Refusal answerable(InferRequest request, int rows) {
        for (String name : request.wanted()) {
            if (contract.outputs().stream().noneMatch(port -> port.name().equals(name))) {
                return wrongType("the request wants output '" + name + "', the model has " + contract.outputs());
            }
        }
        long bytes = 0;
        for (Port port : contract.outputs()) {
            bytes += (long) rows * port.rowBytes();
        }
        long written = request.form() == WireForm.JSON ? bytes * JSON_FACTOR : bytes;
        return written + ENVELOPE_BYTES <= Topics.MAX_RECORD_BYTES
                ? null
                : new Refusal(
                        ErrorKind.OVERSIZE,
                        "the answer to " + rows + " rows may take " + written + " bytes, more than a record holds: send"
                                + " fewer rows");
    }

    private static Refusal wrongType(String reason) {
        // A request may name very many tensors; the reason travels in a header.
        String clipped = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) + "..." : reason;
        return new Refusal(ErrorKind.WRONG_TYPE, clipped);
    }
}
