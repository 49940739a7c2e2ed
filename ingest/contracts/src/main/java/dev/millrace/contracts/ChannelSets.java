package dev.millrace.contracts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Equal lists of channel names as one array, so that a million sensors of a few kinds share them and comparing is a look at the
 * reference. Two direct-mapped tables: a list that meets another one in its place takes it over, which bounds them and costs a
 * miss, never an error. Thread-safe without locks: what the tables hold is immutable and published by final fields, and a lost
 * update is a miss.
 */
public final class ChannelSets {
    private static final int SLOTS = 1024;
    /** What is longer is not kept: the tables stay small whatever is sent. */
    private static final int MOST_BYTES = 1024;

    private static final @Nullable Names[] BY_NAMES = new Names[SLOTS];
    private static final @Nullable Block[] BY_BYTES = new Block[SLOTS];

    private ChannelSets() {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Names(String[] names) {}

    /** The names of one message as they were encoded. */
    private record Block(byte[] bytes, ChannelOrder order) {}

    /** The shared array that equals {@code names}, perhaps this one. Nobody may write to it any more. */
    public static String[] shared(String[] names) {
        int slot = slot(Arrays.hashCode(names));
        Names known = BY_NAMES[slot];
        if (known != null && Arrays.equals(known.names, names)) {
            return known.names;
        }
        int length = 0;
        for (String name : names) {
            length += name.length();
        }
        if (length <= MOST_BYTES) {
            BY_NAMES[slot] = new Names(names);
        }
        return names;
    }

    /** What {@link #learn} was told of these bytes, or null. */
    static @Nullable ChannelOrder find(byte[] bytes, int from, int to) {
        Block known = BY_BYTES[slot(hash(bytes, from, to))];
        return known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to) ? known.order : null;
    }

    static void learn(byte[] bytes, int from, int to, ChannelOrder order) {
        if (to - from <= MOST_BYTES) {
            BY_BYTES[slot(hash(bytes, from, to))] = new Block(Arrays.copyOfRange(bytes, from, to), order);
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
    }
}
