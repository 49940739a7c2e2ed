package dev.millrace.contracts.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named tensor as it stands on the wire. Reading one copies nothing: {@code data} is a view of the record's bytes.
 *
 * @param shape extents, each at least 1
 * @param data the elements row by row, little-endian, from position 0 to the limit; not to be written, read by absolute index
 */
public record Tensor(String name, Datatype datatype, long[] shape, ByteBuffer data) {
    private static final int MAX_RANK = 16;

    public Tensor {
        String wrong = wrong(name, datatype, shape, data);
        if (wrong != null) {
            throw new IllegalArgumentException("data: " + wrong);
        }
        data = data.order(ByteOrder.LITTLE_ENDIAN);
    }

    public static Tensor floats(String name, float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Tensor(name, Datatype.FP32, shape, data);
    }

    public static Tensor longs(String name, long[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return new Tensor(name, Datatype.INT64, shape, data);
    }

    public static Tensor texts(String name, List<String> values, long... shape) {
        List<byte[]> texts = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        int bytes = texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        texts.forEach(text -> data.putInt(text.length).put(text));
        return new Tensor(name, Datatype.BYTES, shape, data.flip());
    }

    /** A tensor from outside: throws where elements and shape do not fit. */
    static Tensor read(String name, Datatype datatype, long[] shape, ByteBuffer data) throws InvalidRecordException {
        String wrong = wrong(name, datatype, shape, data);
        if (wrong != null) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, wrong);
        }
        return new Tensor(name, datatype, shape, data);
    }

    /** Throws, in words, where the platform does not serve the type. */
    static Datatype datatype(String name, String text) throws InvalidRecordException {
        // Compared by hand: valueOf would pay an exception for each unserved type.
        for (Datatype datatype : new Datatype[] {Datatype.FP32, Datatype.INT64, Datatype.BYTES}) {
            if (datatype.name().equals(text)) {
                return datatype;
            }
        }
        throw new InvalidRecordException(
                ErrorKind.WRONG_TYPE,
                "tensor '" + name + "' has datatype '" + (text.length() > 20 ? text.substring(0, 20) : text)
                        + "', FP32, INT64 and BYTES are served");
    }

    private static @Nullable String wrong(String name, Datatype datatype, long[] shape, ByteBuffer data) {
        if (shape.length > MAX_RANK) {
            return "tensor '" + name + "' has " + shape.length + " axes, at most " + MAX_RANK + " are served";
        }
        long elements = 1;
        for (long extent : shape) {
            if (extent < 1 || extent > Integer.MAX_VALUE) {
                return "tensor '" + name + "' has shape " + Arrays.toString(shape) + ", extents must be at least 1";
            }
            elements = Math.min(elements * extent, Integer.MAX_VALUE); // two ints fit a long
        }
        if (datatype == Datatype.BYTES) {
            long found = countTexts(data);
            return found == elements
                    ? null
                    : "tensor '" + name + "' of shape " + Arrays.toString(shape) + " takes " + elements
                            + " texts, each behind its length, it has "
                            + (found < 0 ? "a text that is longer than the bytes" : found);
        }
        int bytes = data.limit();
        long wanted = elements * datatype.bytes();
        return wanted == bytes
                ? null
                : "tensor '" + name + "' of shape " + Arrays.toString(shape) + " and type " + datatype + " takes "
                        + wanted + " bytes, it has " + bytes;
    }

    /** Elements of {@link Datatype#BYTES}; -1 where a length is negative or passes the end. */
    private static long countTexts(ByteBuffer data) {
        ByteBuffer bytes = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
        long count = 0;
        while (bytes.remaining() >= Integer.BYTES) {
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                return -1;
            }
            bytes.position(bytes.position() + length);
            count++;
        }
        return bytes.hasRemaining() ? -1 : count;
    }

    public int elements() {
        if (datatype != Datatype.BYTES) {
            return data.limit() / datatype.bytes();
        }
        int elements = 1;
        for (long extent : shape) {
            elements *= (int) extent;
        }
        return elements;
    }

    /** The elements of a tensor of {@link Datatype#BYTES} as UTF-8; what is none is replaced, as Java does. */
    public List<String> texts() {
        if (datatype != Datatype.BYTES) {
            throw new IllegalStateException(this + " has no texts");
        }
        ByteBuffer bytes = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
        var texts = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            var text = new byte[bytes.getInt()];
            bytes.get(text);
            texts.add(new String(text, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The element of a tensor of numbers as a double: for messages, comparisons and tests. */
    public double number(int index) {
        if (datatype == Datatype.BYTES) {
            throw new IllegalStateException(this + " has no numbers");
        }
        return datatype == Datatype.FP32
                ? data.getFloat(index * Float.BYTES)
                : (double) data.getLong(index * Long.BYTES);
    }

    /** Index of the first NaN or infinite element, -1 where all are finite. */
    public int firstNotFinite() {
        if (datatype != Datatype.FP32 || allFinite()) {
            return -1;
        }
        int i = 0;
        while (Float.isFinite(data.getFloat(i * Float.BYTES))) {
            i++;
        }
        return i;
    }

    /**
     * Two floats at a time: a float is NaN or infinite where all bits of its exponent are set, and only then one more in the
     * exponent's lowest place carries into the sign's place, which the mask has cleared.
     */
    private boolean allFinite() {
        long carries = 0;
        int i = 0;
        for (int end = data.limit() - Long.BYTES; i <= end; i += Long.BYTES) {
            carries |= (data.getLong(i) & 0x7f80_0000_7f80_0000L) + 0x0080_0000_0080_0000L;
        }
        if (i < data.limit()) {
            carries |= (data.getInt(i) & 0x7f80_0000) + 0x0080_0000;
        }
        return (carries & 0x8000_0000_8000_0000L) == 0;
    }

    /** By value: two tensors are equal where their elements are, wherever they lie. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tensor that
                && name.equals(that.name)
                && datatype == that.datatype
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return name + " " + datatype + Arrays.toString(shape);
    }
}
