package dev.millrace.inference.api;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * IEEE 754 half precision in Java 17, which has no conversion of its own: 1 sign, 5 exponent and 10 fraction bits, rounding to
 * the nearest and ties to even. A power of two moves a number between the exponent ranges, so that the FPU does the rounding
 * and the subnormals.
 */
public final class HalfFloat {
    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    /** 2^-112: the exponent bias of float32, 127, less that of float16, 15. */
    private static final float DOWN = 0x1p-112f;

    private static final float UP = 0x1p112f;
    /** 65520: the first number that rounds to infinity. */
    private static final float OVERFLOW = 65_520f;

    private HalfFloat() {}

    public static float toFloat(short half) {
        int bits = (half & 0x7fff) << 13;
        float magnitude = bits >= 0x0f80_0000 ? Float.intBitsToFloat(bits | INFINITY) : Float.intBitsToFloat(bits) * UP;
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | ((half & 0x8000) << 16));
    }

    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits & SIGN) >>> 16;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= OVERFLOW) {
            return (short) (sign | 0x7c00);
        }
        // Below the smallest normal half every step is 2^-24: adding .5 leaves exactly that grid in the fraction.
        if (magnitude < 0x1p-14f) {
            int steps = Float.floatToRawIntBits(magnitude + 0.5f) - Float.floatToRawIntBits(0.5f);
            return (short) (sign | steps);
        }
        int scaled = Float.floatToRawIntBits(magnitude * DOWN);
        int odd = (scaled >>> 13) & 1;
        return (short) (sign | ((scaled + 0xfff + odd) >>> 13));
    }

    /** Converts as many numbers as {@code to} has room for, from position 0 on, whatever the positions are. */
    public static void toHalf(FloatBuffer from, ShortBuffer to) {
        for (int i = 0; i < to.capacity(); i++) {
            to.put(i, fromFloat(from.get(i)));
        }
    }

    /** As {@link #toHalf}, the other way. */
    public static void toFloats(ShortBuffer from, FloatBuffer to) {
        for (int i = 0; i < to.capacity(); i++) {
            to.put(i, toFloat(from.get(i)));
        }
    }
}
