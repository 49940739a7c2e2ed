package dev.millrace.local.dlq;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The dead letters of one partition that were sent again, small enough for the metadata of a committed offset.
 *
 * <p>A bitmap from the first remembered offset on, deflated, in Base64: {@code 1:<first offset>:<bitmap>}. The broker takes
 * 4,096 bytes of metadata: room for 24,000 letters in the worst case (every other one, at random) and millions where whole
 * stretches were sent.
 */
final class RedrivenSet {
    static final int MAX_TEXT = 4096;

    private static final String VERSION = "1:";

    private final BitSet bits = new BitSet();
    private long first;

    static RedrivenSet parse(String text) {
        var set = new RedrivenSet();
        if (text.isEmpty()) {
            return set;
        }
        int colon = text.indexOf(':', VERSION.length());
        if (!text.startsWith(VERSION) || colon < 0) {
            throw new IllegalArgumentException("not a set of redriven letters: '" + text + "'");
        }
        set.first = Long.parseLong(text.substring(VERSION.length(), colon));
        byte[] packed = Base64.getDecoder().decode(text.substring(colon + 1));
        try (var in = new InflaterInputStream(new java.io.ByteArrayInputStream(packed))) {
            set.bits.or(BitSet.valueOf(in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a set of redriven letters: '" + text + "'", e);
        }
        return set;
    }

    boolean contains(long offset) {
        return offset >= first && offset - first < bits.length() && bits.get((int) (offset - first));
    }

    void add(long offset) {
        if (bits.isEmpty()) {
            first = offset;
        } else if (offset < first) {
            moveTo(offset);
        }
        bits.set(Math.toIntExact(offset - first));
    }

    /** Forgets what lies before {@code offset}: letters that the topic no longer holds. */
    void forgetBefore(long offset) {
        if (offset > first && !bits.isEmpty()) {
            moveTo(offset);
        }
    }

    private void moveTo(long offset) {
        BitSet moved = new BitSet();
        bits.stream()
                .mapToLong(bit -> first + bit - offset)
                .filter(bit -> bit >= 0)
                .forEach(bit -> moved.set(Math.toIntExact(bit)));
        bits.clear();
        bits.or(moved);
        first = offset;
    }

    /** One after the last one; 0 while it is empty. */
    long end() {
        return bits.isEmpty() ? 0 : first + bits.length();
    }

    String text() {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            out.write(bits.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return VERSION + first + ":" + Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
