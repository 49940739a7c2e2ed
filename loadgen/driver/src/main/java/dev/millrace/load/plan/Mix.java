package dev.millrace.load.plan;

/**
 * Numbers that look random and are a function of their arguments: the finalizer of SplitMix64 (Steele, Lea, Flood: "Fast
 * splittable pseudorandom number generators", OOPSLA 2014; constants of Stafford's variant 13).
 */
final class Mix {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Mix() {}

    static long of(long a) {
        long z = a + GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long of(long a, long b) {
        return of(of(a) + b);
    }

    static long of(long a, long b, long c) {
        return of(of(a, b) + c);
    }

    /** In {@code [0, 1)}, of the upper 53 bits. */
    static double unit(long mixed) {
        return (mixed >>> 11) * 0x1p-53;
    }

    /** In {@code [0, bound)}, of the upper 32 bits. */
    static int below(long mixed, int bound) {
        return (int) (((mixed >>> 32) * bound) >>> 32);
    }
}
