package dev.millrace.inference.onnx;

import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorSpec;
import java.util.List;

/** Whether shapes to bind fit what the model declares: checked here, because the runtime says it less clearly and later. */
final class Fit {
    private Fit() {}

    static void require(String kind, List<TensorSpec> declared, List<Shape> bound) throws InferenceException {
        for (TensorSpec spec : declared) {
            Shape shape = bound.stream()
                    .filter(candidate -> candidate.name().equals(spec.name()))
                    .findFirst()
                    .orElseThrow(() -> new InferenceException("the model's " + kind + " " + spec + " is not bound"));
            if (shape.type() != spec.type() || !fits(spec, shape)) {
                throw new InferenceException("the model's " + kind + " " + spec + " cannot be bound as " + shape.type()
                        + java.util.Arrays.toString(shape.extents()));
            }
        }
        if (bound.size() != declared.size()) {
            throw new InferenceException(bound.size() + " " + kind + "s are bound, the model has " + declared);
        }
    }

    private static boolean fits(TensorSpec spec, Shape shape) {
        if (spec.shape().size() != shape.extents().length) {
            return false;
        }
        for (int i = 0; i < shape.extents().length; i++) {
            long extent = spec.shape().get(i);
            if (extent >= 0 && extent != shape.extents()[i]) {
                return false;
            }
        }
        return true;
    }
}
