package dev.millrace.inference.api;

/** Extents of one bound tensor, all known. */
public record Shape(String name, ElementType type, long... extents) {
    public Shape {
        if (type == ElementType.OTHER) {
            throw new IllegalArgumentException("type: " + name + " cannot be bound, its type is not supported");
        }
        long elements = 1;
        for (long extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("extents: " + name + " has an extent of " + extent);
            }
            elements = Math.multiplyExact(elements, extent);
        }
        Math.toIntExact(Math.multiplyExact(elements, type.bytes()));
        extents = extents.clone();
    }

    public static Shape floats(String name, long... extents) {
        return new Shape(name, ElementType.FLOAT32, extents);
    }

    public static Shape longs(String name, long... extents) {
        return new Shape(name, ElementType.INT64, extents);
    }

    public int elements() {
        long elements = 1;
        for (long extent : extents) {
            elements *= extent;
        }
        return (int) elements; // the constructor made sure that the bytes fit an int
    }

    public int bytes() {
        return elements() * type.bytes();
    }
}
