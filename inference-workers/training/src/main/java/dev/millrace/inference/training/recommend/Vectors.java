package dev.millrace.inference.training.recommend;

/** Float loops that the JIT compiler turns into SIMD. Lengths are those of {@code v}. */
final class Vectors {
    private Vectors() {}

    /** {@code v · m[at..]}; four sums, since one would wait for itself. Length must be a multiple of 4. */
    static float dot(float[] v, float[] m, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < v.length; i += 4) {
            a += v[i] * m[at + i];
            b += v[i + 1] * m[at + i + 1];
            c += v[i + 2] * m[at + i + 2];
            d += v[i + 3] * m[at + i + 3];
        }
        return (a + b) + (c + d);
    }

    /** {@code v += factor · m[at..]}. */
    static void add(float[] v, float factor, float[] m, int at) {
        for (int i = 0; i < v.length; i++) {
            v[i] += factor * m[at + i];
        }
    }

    /** {@code m[at..] += factor · v}. */
    static void addTo(float[] m, int at, float factor, float[] v) {
        for (int i = 0; i < v.length; i++) {
            m[at + i] += factor * v[i];
        }
    }

    static void scale(float[] v, float factor) {
        for (int i = 0; i < v.length; i++) {
            v[i] *= factor;
        }
    }
}
