package dev.millrace.inference.oip;

import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.HalfFloat;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One bound tensor: its bytes as they travel (little-endian), and what callers see of them.
 *
 * @param type the model's; the shape's own may be float32 where this is float16
 * @param floats null for int64
 * @param longs null for floating point
 */
record OipTensor(
        Shape shape, ElementType type, ByteBuffer raw, @Nullable FloatBuffer floats, @Nullable LongBuffer longs) {
    /** float16 tensors have a second block, float32, that callers see. */
    private static final String STAGING = "#float32";

    static OipTensor of(Shape shape, ElementType type, TensorMemory memory) {
        ByteBuffer raw = memory.bytes(shape.name(), Math.multiplyExact(shape.elements(), type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats =
                switch (type) {
                    case FLOAT32 -> raw.asFloatBuffer();
                    case FLOAT16 ->
                        memory.bytes(shape.name() + STAGING, Math.multiplyExact(shape.elements(), Float.BYTES))
                                .asFloatBuffer();
                    case INT64, OTHER -> null;
                };
        return new OipTensor(shape, type, raw, floats, type == ElementType.INT64 ? raw.asLongBuffer() : null);
    }

    String name() {
        return shape.name();
    }

    /** What callers wrote becomes what is sent. */
    void toWire() {
        if (type == ElementType.FLOAT16 && floats != null) {
            HalfFloat.toHalf(floats, raw.clear().asShortBuffer());
        }
    }

    /** What came becomes what callers read. */
    void fromWire() {
        if (type == ElementType.FLOAT16 && floats != null) {
            HalfFloat.toFloats(raw.clear().asShortBuffer(), floats);
        }
    }
}
