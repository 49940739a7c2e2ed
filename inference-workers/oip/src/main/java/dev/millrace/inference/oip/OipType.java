package dev.millrace.inference.oip;

import dev.millrace.inference.api.ElementType;

/** The protocol's names of element types. */
final class OipType {
    private OipType() {}

    static ElementType of(String datatype) {
        return switch (datatype) {
            case "FP32" -> ElementType.FLOAT32;
            case "FP16" -> ElementType.FLOAT16;
            case "INT64" -> ElementType.INT64;
            default -> ElementType.OTHER;
        };
    }

    static String name(ElementType type) {
        return switch (type) {
            case FLOAT32 -> "FP32";
            case FLOAT16 -> "FP16";
            case INT64 -> "INT64";
            case OTHER -> throw new IllegalArgumentException("type: not supported");
        };
    }
}
