package dev.millrace.load.witness;

/**
 * One owed result, packed into a long: bit 0 owed, bit 1 settled, 26 bits key (sensor or user), 36 bits due time in µs since the
 * run's begin. Never 0, so that 0 can stand for nothing owed.
 */
final class OwedEntry {
    /** Nothing is owed, or no longer known. */
    static final long NONE = 0;

    static final int MAX_KEY = (1 << 26) - 1;

    /** A little over 19 hours. */
    static final long MAX_DUE_MICROS = (1L << 36) - 1;

    private static final long SETTLED = 2;
    private static final int KEY_SHIFT = 2;
    private static final int DUE_SHIFT = 28;

    private OwedEntry() {}

    static long of(int key, long dueMicros) {
        if (key < 0 || key > MAX_KEY) {
            throw new IllegalArgumentException("key " + key + " is not from 0 to " + MAX_KEY + ": plan fewer keys");
        }
        if (dueMicros < 0 || dueMicros > MAX_DUE_MICROS) {
            throw new IllegalArgumentException("due time " + dueMicros + " µs is not from 0 to " + MAX_DUE_MICROS
                    + ": a run takes 19 hours at most");
        }
        return dueMicros << DUE_SHIFT | (long) key << KEY_SHIFT | 1;
    }

    static long settled(long entry) {
        return entry | SETTLED;
    }

    static boolean isSettled(long entry) {
        return (entry & SETTLED) != 0;
    }

    static int key(long entry) {
        return (int) (entry >>> KEY_SHIFT) & MAX_KEY;
    }

    static long dueMicros(long entry) {
        return entry >>> DUE_SHIFT;
    }
}
