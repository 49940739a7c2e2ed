package dev.millrace.streams.core.popularity;

import java.nio.ByteBuffer;

/**
 * What is kept per item; immutable.
 *
 * @param log2Score base-2 logarithm of the decayed count, decayed to the epoch (see {@link DecayedPopularity})
 * @param newest event time of the newest event, epoch milliseconds
 * @param recent {@link EventIdentity}s of the newest arrivals, oldest first
 */
public record ItemState(double log2Score, long newest, long[] recent) {
    private static final byte VERSION = 1;

    boolean remembers(long identity) {
        for (long known : recent) {
            if (known == identity) {
                return true;
            }
        }
        return false;
    }

    /** Compact bytes: version, score, newest, identities. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(1 + Double.BYTES + Long.BYTES + recent.length * Long.BYTES);
        out.put(VERSION).putDouble(log2Score).putLong(newest);
        out.asLongBuffer().put(recent);
        return out.array();
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version. */
    public static ItemState decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("item state of version " + version + ", this code reads " + VERSION);
        }
        double log2Score = in.getDouble();
        long newest = in.getLong();
        long[] recent = new long[in.remaining() / Long.BYTES];
        in.asLongBuffer().get(recent);
        return new ItemState(log2Score, newest, recent);
    }
}
