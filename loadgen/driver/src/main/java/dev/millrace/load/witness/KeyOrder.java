package dev.millrace.load.witness;

import java.util.Arrays;

/** Notices results of a key that come after a later one of the same key. Not thread-safe. */
final class KeyOrder {
    private static final long UNSEEN = -1;

    private long[] newest = new long[16];
    private int[] lanes = new int[16];

    KeyOrder() {
        Arrays.fill(newest, UNSEEN);
    }

    /** Whether no later result of this key came before. Indices of different lanes are in no order with each other. */
    boolean inOrder(int key, int lane, long index) {
        if (key >= newest.length) {
            int before = newest.length;
            newest = Arrays.copyOf(newest, Math.max(key + 1, before * 2));
            lanes = Arrays.copyOf(lanes, newest.length);
            Arrays.fill(newest, before, newest.length, UNSEEN);
        }
        if (lanes[key] == lane && index < newest[key]) {
            return false;
        }
        lanes[key] = lane;
        newest[key] = index;
        return true;
    }
}
