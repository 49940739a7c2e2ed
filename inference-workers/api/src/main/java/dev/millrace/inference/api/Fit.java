package dev.millrace.inference.api;

import java.util.Arrays;
import java.util.List;

/** Whether shapes to bind fit what the model declares: checked by us, because runtimes say it less clearly and later. */
public final class Fit {
    private Fit() {}

    /** Throws where a declared tensor is not bound, is bound in a type or shape that cannot be, or more is bound. */
    public static void require(String kind, List<TensorSpec> declared, List<Shape> bound) throws InferenceException {
        for (TensorSpec spec : declared) {
            Shape shape = bound.stream()
                    .filter(candidate -> candidate.name().equals(spec.name()))
                    .findFirst()
                    .orElseThrow(() -> new InferenceException("the model's " + kind + " " + spec + " is not bound"));
            if (!spec.type().bindsAs(shape.type()) || !fits(spec, shape)) {
                throw new InferenceException("the model's " + kind + " " + spec + " cannot be bound as " + shape.type()
                        + Arrays.toString(shape.extents()));
            }
        }
        if (bound.size() != declared.size()) {
            throw new InferenceException(bound.size() + " " + kind + "s are bound, the model has " + declared);
        }
    }

    /** The type that the model declares for a bound tensor: float16 where {@code float32} is bound to it. */
    public static ElementType declaredType(List<TensorSpec> declared, Shape shape) {
        return declared.stream()
                .filter(spec -> spec.name().equals(shape.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("name: no tensor '" + shape.name() + "' is declared"))
                .type();
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
