package dev.millrace.streams.core.recommend;

/**
 * The last event ids of one user as 64-bit hashes in a ring. Two ids of one user that collide are as likely as 128 in 2^64, and
 * cost one event its count, not its recommendations.
 */
final class RecentIds {
    private final long[] ring;
    private int size;
    private int next;

    RecentIds(int capacity) {
        this.ring = new long[capacity];
    }

    /** False where the id is known already; then nothing changes. */
    boolean add(String id) {
        long hash = hash(id);
        for (int i = 0; i < size; i++) {
            if (ring[i] == hash) {
                return false;
            }
        }
        restore(hash);
        return true;
    }

    /** Appends a hash as the newest. */
    void restore(long hash) {
        ring[next] = hash;
        next = (next + 1) % ring.length;
        size = Math.min(size + 1, ring.length);
    }

    int size() {
        return size;
    }

    /** Hash at {@code index}, 0 is the oldest. */
    long hash(int index) {
        return ring[(next - size + index + ring.length) % ring.length];
    }

    /** FNV-1a over the characters, then the finaliser of SplitMix64 so that ids that differ by a digit are far apart. */
    private static long hash(String id) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
