package dev.millrace.inference.api;

import java.util.List;

/**
 * One input or output as the model declares it.
 *
 * @param shape extents, -1 where symbolic (the batch dimension)
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
        return name + " " + type + shape;
    }
}
