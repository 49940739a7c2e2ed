package dev.millrace.streams.core.recommend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A list of texts as bytes, in the form that a tensor of texts has on the wire: each its length as a little-endian 32-bit number
 * and its UTF-8. A user's state is read, changed by one text and sent on a hundred times for each time that somebody looks at
 * the texts in it; so they stay bytes, and all of these are copies of memory.
 *
 * <p>Immutable: a change gives a new list. The array may be part of a larger one and is never written to.
 */
final class Texts {
    static final Texts NONE = new Texts(new byte[0], 0, 0, 0);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int count;

    private Texts(byte[] bytes, int from, int to, int count) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.count = count;
    }

    /** Of {@code count} texts that a list of them wrote there; they are not looked at now. */
    static Texts view(byte[] bytes, int from, int to, int count) {
        return new Texts(bytes, from, to, count);
    }

    static Texts of(List<String> texts) {
        Texts all = NONE;
        for (String text : texts) {
            all = all.insert(all.count, utf8(text), Integer.MAX_VALUE);
        }
        return all;
    }

    int count() {
        return count;
    }

    /** Of all texts with their lengths. */
    int size() {
        return to - from;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
    }

    /** With one more text at {@code place}, and without what then is beyond {@code most} texts. */
    Texts insert(int place, byte[] text, int most) {
        int cut = count < most ? to : start(most - 1);
        int at = place >= count ? cut : start(place);
        byte[] wider = new byte[cut - from + Integer.BYTES + text.length];
        System.arraycopy(bytes, from, wider, 0, at - from);
        put(wider, at - from, text);
        System.arraycopy(bytes, at, wider, at - from + Integer.BYTES + text.length, cut - at);
        return new Texts(wider, 0, wider.length, Math.min(most, count + 1));
    }

    /** With the text at the end, wherever it was before, and without the first where there are more than {@code most}. */
    Texts moveToEnd(byte[] text, int most) {
        int old = find(text);
        boolean full = old < 0 && count >= most;
        int begin = full ? start(1) : from;
        int hole = old < 0 ? to : old;
        int behind = old < 0 ? to : old + Integer.BYTES + text.length;
        int kept = hole - begin + to - behind;
        byte[] moved = new byte[kept + Integer.BYTES + text.length];
        System.arraycopy(bytes, begin, moved, 0, hole - begin);
        System.arraycopy(bytes, behind, moved, hole - begin, to - behind);
        put(moved, kept, text);
        return new Texts(moved, 0, moved.length, old < 0 && !full ? count + 1 : count);
    }

    /** Without the first ones, so that {@code most} are left. */
    Texts last(int most) {
        return count <= most ? this : new Texts(bytes, start(count - most), to, most);
    }

    /** The first {@code most}. */
    Texts first(int most) {
        return count <= most ? this : new Texts(bytes, from, start(most), most);
    }

    String get(int index) {
        int at = start(index);
        return new String(bytes, at + Integer.BYTES, (int) INT.get(bytes, at), StandardCharsets.UTF_8);
    }

    String[] toArray() {
        String[] all = new String[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            int length = (int) INT.get(bytes, at);
            all[i] = new String(bytes, at + Integer.BYTES, length, StandardCharsets.UTF_8);
            at += Integer.BYTES + length;
        }
        return all;
    }

    private static void put(byte[] target, int at, byte[] text) {
        INT.set(target, at, text.length);
        System.arraycopy(text, 0, target, at + Integer.BYTES, text.length);
    }

    private int start(int index) {
        int at = from;
        for (int i = 0; i < index; i++) {
            at += Integer.BYTES + (int) INT.get(bytes, at);
        }
        return at;
    }

    /** Where the text begins with its length; −1 where it is not there. */
    private int find(byte[] text) {
        // Ids of one kind mostly have one length and begin alike: length and last bytes tell nearly all apart.
        int tail = text.length < Integer.BYTES ? 0 : (int) INT.get(text, text.length - Integer.BYTES);
        int at = from;
        while (at < to) {
            int length = (int) INT.get(bytes, at);
            int end = at + Integer.BYTES + length;
            if (length == text.length
                    && (length < Integer.BYTES || (int) INT.get(bytes, end - Integer.BYTES) == tail)
                    && Arrays.equals(bytes, at + Integer.BYTES, end, text, 0, length)) {
                return at;
            }
            at = end;
        }
        return -1;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Texts texts
                && texts.count == count
                && Arrays.equals(bytes, from, to, texts.bytes, texts.from, texts.to);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
