package dev.millrace.contracts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again in requests, such as names of parameters, found by their bytes without making them anew. Bounded: a
 * text takes the place of another whose hash ends alike. One thread at a time.
 */
final class Names {
    private static final int LONGEST = 128;

    private final byte[][] keys;
    private final @Nullable String[] texts;

    /** @param places how many texts are kept, a power of two */
    Names(int places) {
        keys = new byte[places][];
        texts = new String[places];
    }

    @Nullable
    String find(byte[] bytes, int from, int length) {
        int place = place(bytes, from, length);
        byte[] key = keys[place];
        return key != null && Arrays.equals(key, 0, key.length, bytes, from, from + length) ? texts[place] : null;
    }

    /** Returns {@code text}, which these bytes are. */
    String keep(byte[] bytes, int from, int length, String text) {
        if (length <= LONGEST) {
            int place = place(bytes, from, length);
            keys[place] = Arrays.copyOfRange(bytes, from, from + length);
            texts[place] = text;
        }
        return text;
    }

    private int place(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ hash >>> 8 ^ hash >>> 16) & keys.length - 1;
    }
}
