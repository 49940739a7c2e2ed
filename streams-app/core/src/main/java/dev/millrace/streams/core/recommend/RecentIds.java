package dev.millrace.streams.core.recommend;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * The last event ids of one user as 64-bit hashes, oldest first. Two ids of one user that collide are as likely as 128 in 2^64,
 * and cost one event its count, not its recommendations.
 */
final class RecentIds {
    private final int capacity;
    private long[] hashes = {};
    private int size;

    RecentIds(int capacity) {
        this.capacity = capacity;
    }

    /** False where the id is known already; then nothing changes. */
    boolean add(String id) {
        long hash = hash(id);
        for (int i = size - 1; i >= 0; i--) {
            if (hashes[i] == hash) {
                return false;
            }
        }
        if (size == capacity) {
            System.arraycopy(hashes, 1, hashes, 0, size - 1);
            hashes[size - 1] = hash;
        } else {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, Math.min(capacity, size + 1 + size / 4));
            }
            hashes[size++] = hash;
        }
        return true;
    }

    /** Takes the first {@code count} hashes of the array, oldest first, and keeps the newest of them; the array is ours then. */
    void restore(long[] kept, int count) {
        size = Math.min(capacity, count);
        hashes = size == count ? kept : Arrays.copyOfRange(kept, count - size, count);
    }

    void copyTo(LongBuffer target) {
        target.put(hashes, 0, size);
    }

    int size() {
        return size;
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
