package dev.millrace.inference.worker.recommender;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * From items to their vocabulary index: open addressing (Knuth, The Art of Computer Programming 6.4, algorithm L).
 *
 * <p>A catalogue does not fit into a processor's cache, and a run of the model empties the cache between two batches: what a look-up
 * costs is the memory that it waits for. A {@code HashMap} waits for table, node, key, the key's bytes and the boxed index, one after
 * the other; this for a slot and, where the hash is the right one, for the item's bytes, which lie in one array. Looking up many at once
 * fetches their slots side by side.
 */
final class ItemTable {
    /** Per slot: (hash, index), then (offset, length) in {@link #bytes}. Index 0 is an empty slot. */
    private final long[] slots;

    private final int mask;
    private byte[] bytes;
    private int used;

    /** With room for so many items. */
    ItemTable(int capacity) {
        int places = Integer.highestOneBit(Math.max(8, 2 * capacity - 1)) << 1;
        slots = new long[2 * places];
        mask = places - 1;
        bytes = new byte[16 * capacity];
    }

    /** Takes the item in under an index from 1; false where it is there already. */
    boolean add(String item, int index) {
        byte[] text = item.getBytes(StandardCharsets.UTF_8);
        int place = place(item.hashCode());
        while ((int) slots[2 * place] != 0) {
            if (is(place, item.hashCode(), text)) {
                return false;
            }
            place = place + 1 & mask;
        }
        if (bytes.length - used < text.length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(2 * used, text.length));
        }
        System.arraycopy(text, 0, bytes, used, text.length);
        slots[2 * place] = (long) item.hashCode() << 32 | index;
        slots[2 * place + 1] = (long) used << 32 | text.length;
        used += text.length;
        return true;
    }

    /** From 1; 0 where the item is not in it. */
    int find(String item) {
        int hash = item.hashCode();
        int place = place(hash);
        if ((int) slots[2 * place] == 0) {
            return 0;
        }
        byte[] text = item.getBytes(StandardCharsets.UTF_8);
        while ((int) slots[2 * place] != 0) {
            if (is(place, hash, text)) {
                return (int) slots[2 * place];
            }
            place = place + 1 & mask;
        }
        return 0;
    }

    /** As {@link #find(String)} for each text. */
    void find(String[] texts, int[] found) {
        for (int i = 0; i < texts.length; i++) { // the slots do not wait for each other
            found[i] = (int) slots[2 * place(texts[i].hashCode())];
        }
        for (int i = 0; i < texts.length; i++) {
            if (found[i] != 0) {
                found[i] = find(texts[i]);
            }
        }
    }

    private boolean is(int place, int hash, byte[] text) {
        if ((int) (slots[2 * place] >>> 32) != hash) {
            return false;
        }
        int from = (int) (slots[2 * place + 1] >>> 32);
        int to = from + (int) slots[2 * place + 1];
        return Arrays.equals(bytes, from, to, text, 0, text.length);
    }

    /** Hashes of numbered names lie close together: spread by Fibonacci hashing. */
    private int place(int hash) {
        return (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }
}
