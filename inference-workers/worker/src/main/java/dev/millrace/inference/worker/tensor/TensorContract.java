package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.TensorSpec;
import dev.millrace.inference.worker.head.Contract;
import dev.millrace.inference.worker.head.ModelRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model must be to be served as it is: every input and output {@code float32} or {@code int64}, its first axis the batch
 * (symbolic, or the same number everywhere: the model then runs on that many rows at a time), its other axes known. Metadata,
 * all of it optional:
 *
 * <ul>
 *   <li>{@code millrace.kind}: {@code tensor}
 *   <li>{@code millrace.shapes}: extents of axes that the graph leaves symbolic, {@code {"tokens":[-1,128]}}
 *   <li>{@code millrace.features}: inputs that are filled from the feature store, {@code {"x":["view:feature"]}}
 *   <li>{@code millrace.allow_nan}: {@code true} lets NaN and infinities into the model
 * </ul>
 *
 * @param fixedBatch rows of each run where the graph fixes them, 0 where it does not
 */
record TensorContract(List<Port> inputs, List<Port> outputs, int fixedBatch, boolean allowNan) {
    private static final int MAX_ROW_ELEMENTS = 1 << 24;

    static TensorContract of(InferenceSession session) throws ModelRefusedException {
        Map<String, String> metadata = session.metadata();
        if (metadata.containsKey("millrace.kind")) {
            Contract.requireKind(metadata, TensorHead.KIND);
        }
        var shapes = metadata.containsKey("millrace.shapes")
                ? Contract.requireJson(metadata, "millrace.shapes", Shapes.class)
                : new Shapes();
        int batch = 0;
        for (TensorSpec spec : concat(session.inputs(), session.outputs())) {
            long first = spec.shape().isEmpty() ? 0 : spec.shape().get(0);
            if (first == 0 || first > Integer.MAX_VALUE || (batch > 0 && first > 0 && first != batch)) {
                throw new ModelRefusedException(
                        "the first axis of " + spec + " is not the batch; symbolic or one number everywhere is wanted");
            }
            batch = first > 0 ? (int) first : batch;
        }
        return new TensorContract(
                ports(session.inputs(), shapes),
                ports(session.outputs(), shapes),
                batch,
                "true".equals(metadata.get("millrace.allow_nan")));
    }

    /** Elements in a row of the input of that name where it is {@code float32[rows, elements]}, else 0. */
    int floatsPerRow(String input) {
        for (Port port : inputs) {
            if (port.name().equals(input) && port.datatype() == Datatype.FP32 && port.row().length == 1) {
                return port.rowElements();
            }
        }
        return 0;
    }

    /** Full shapes by tensor name. */
    private static final class Shapes extends java.util.HashMap<String, long[]> {}

    private static List<TensorSpec> concat(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        var all = new ArrayList<>(inputs);
        all.addAll(outputs);
        return all;
    }

    private static List<Port> ports(List<TensorSpec> specs, Shapes shapes) throws ModelRefusedException {
        var ports = new ArrayList<Port>(specs.size());
        for (TensorSpec spec : specs) {
            ports.add(port(spec, shapes.getOrDefault(spec.name(), new long[0])));
        }
        return List.copyOf(ports);
    }

    private static Port port(TensorSpec spec, long[] given) throws ModelRefusedException {
        if (spec.type() == ElementType.OTHER) {
            throw new ModelRefusedException("the type of " + spec
                    + " is not served; cast it to float32 or int64 in the graph (scikit-learn: zipmap=False)");
        }
        int rank = spec.shape().size();
        if (given.length > 0 && given.length != rank) {
            throw new ModelRefusedException(
                    "millrace.shapes gives " + given.length + " extents for " + spec + ", which has " + rank);
        }
        long[] row = new long[rank - 1];
        long elements = 1;
        for (int axis = 1; axis < rank; axis++) {
            long declared = spec.shape().get(axis);
            long extent = declared < 0 && given.length > 0 ? given[axis] : declared;
            if (extent < 1 || extent > MAX_ROW_ELEMENTS) {
                throw new ModelRefusedException("axis " + axis + " of " + spec
                        + " is not known; fix it in the graph or in its metadata: millrace.shapes = {\"" + spec.name()
                        + "\":[-1, ...]}");
            }
            row[axis - 1] = extent;
            elements *= extent;
            if (elements > MAX_ROW_ELEMENTS) {
                throw new ModelRefusedException(
                        "a row of " + spec + " has more than " + MAX_ROW_ELEMENTS + " elements");
            }
        }
        return new Port(
                spec.name(), spec.type() == ElementType.FLOAT32 ? Datatype.FP32 : Datatype.INT64, row, (int) elements);
    }
}
