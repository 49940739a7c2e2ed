package dev.millrace.streams.core.recommend;

import dev.millrace.streams.core.bytes.VarReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link ByteWriter} wrote; throws {@link IllegalArgumentException} on bytes that end early. */
final class ByteReader extends VarReader {
    ByteReader(byte[] bytes) {
        super(bytes);
    }

    /** {@code count} texts, with the length of all in front; a view of these bytes. */
    Texts texts(int count) {
        int length = count();
        Texts texts = Texts.view(bytes, at, at + length, count);
        at += length;
        return texts;
    }

    /** {@code count} 64-bit numbers, into an array with room for {@code more} behind them. */
    long[] fixed(ByteOrder order, int count, int more) {
        require(Math.multiplyExact(count, Long.BYTES));
        long[] values = new long[count + more];
        ByteBuffer.wrap(bytes, at, count * Long.BYTES)
                .order(order)
                .asLongBuffer()
                .get(values, 0, count);
        at += count * Long.BYTES;
        return values;
    }
}
