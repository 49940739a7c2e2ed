package dev.millrace.contracts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Parameters and tensors of one request. Numbers of tensors are little-endian, texts are (uint32 length, bytes)*. Methods that look for
 * something throw {@link InvalidRecordException} with its name where it is missing or of another form.
 */
final class RequestFields {
    /** A parameter without a value. */
    static final Object NOTHING = new Object();
    /** A tensor without a shape. */
    static final long NO_EXTENT = Long.MIN_VALUE;

    private final byte[] bytes;
    String id = "";
    private String[] parameters = new String[8];
    private Object[] values = new Object[8];
    private int parameterCount;
    private String[] tensors = new String[3];
    private String[] datatypes = new String[3];
    private long[] extents = new long[3];
    private int tensorCount;
    private int[] raw = new int[6];
    private int rawCount;

    RequestFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The later one of a name counts. */
    void addParameter(String name, Object value) {
        if (parameterCount == parameters.length) {
            parameters = Arrays.copyOf(parameters, 2 * parameterCount);
            values = Arrays.copyOf(values, 2 * parameterCount);
        }
        parameters[parameterCount] = name;
        values[parameterCount++] = value;
    }

    void addTensor(String name, String datatype, long firstExtent) {
        if (tensorCount == tensors.length) {
            tensors = Arrays.copyOf(tensors, 2 * tensorCount);
            datatypes = Arrays.copyOf(datatypes, 2 * tensorCount);
            extents = Arrays.copyOf(extents, 2 * tensorCount);
        }
        tensors[tensorCount] = name;
        datatypes[tensorCount] = datatype;
        extents[tensorCount++] = firstExtent;
    }

    void addRaw(int from, int length) {
        if (2 * rawCount == raw.length) {
            raw = Arrays.copyOf(raw, 2 * raw.length);
        }
        raw[2 * rawCount] = from;
        raw[2 * rawCount++ + 1] = length;
    }

    /** Empty where the parameter is of another type, as protobuf has it. */
    String text(String parameter) throws InvalidRecordException {
        return value(parameter) instanceof String text ? text : "";
    }

    /** 0 where the parameter is of another type. */
    long number(String parameter) throws InvalidRecordException {
        return value(parameter) instanceof Long number ? number : 0;
    }

    /** The parameters whose name begins so, 0 where one is no double, in the order of the wire. */
    void eachDouble(String prefix, BiConsumer<String, Double> action) {
        for (int i = 0; i < parameterCount; i++) {
            if (parameters[i].startsWith(prefix)) {
                action.accept(parameters[i], values[i] instanceof Double real ? real : Double.valueOf(0));
            }
        }
    }

    private Object value(String parameter) throws InvalidRecordException {
        for (int i = parameterCount - 1; i >= 0; i--) {
            if (parameters[i].equals(parameter)) {
                return values[i];
            }
        }
        throw new InvalidRecordException(ErrorKind.MALFORMED, "the request has no parameter '" + parameter + "'");
    }

    float[] floats(String tensor) throws InvalidRecordException {
        ByteBuffer contents = contents(tensor, "FP32");
        float[] read = new float[contents.remaining() / Float.BYTES];
        contents.asFloatBuffer().get(read);
        return read;
    }

    long[] longs(String tensor) throws InvalidRecordException {
        ByteBuffer contents = contents(tensor, "INT64");
        long[] read = new long[contents.remaining() / Long.BYTES];
        contents.asLongBuffer().get(read);
        return read;
    }

    String[] texts(String tensor) throws InvalidRecordException {
        ByteBuffer contents = contents(tensor, "BYTES");
        long count = extent(tensor);
        if (count < 0 || count > contents.remaining() / Integer.BYTES) {
            throw broken(tensor);
        }
        String[] texts = new String[(int) count];
        for (int i = 0; i < texts.length; i++) {
            int length = contents.remaining() < Integer.BYTES ? -1 : contents.getInt();
            if (length < 0 || length > contents.remaining()) {
                throw broken(tensor);
            }
            texts[i] = utf8(bytes, contents.position(), length);
            contents.position(contents.position() + length);
        }
        return texts;
    }

    /** Extent of the tensor's first axis. */
    long extent(String tensor) throws InvalidRecordException {
        return extents[place(tensor)];
    }

    /** A view of the request's bytes, from position to limit. */
    ByteBuffer contents(String tensor, String datatype) throws InvalidRecordException {
        int place = place(tensor);
        if (!datatypes[place].equals(datatype) || extents[place] == NO_EXTENT || place >= rawCount) {
            throw broken(tensor);
        }
        return ByteBuffer.wrap(bytes, raw[2 * place], raw[2 * place + 1]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int place(String tensor) throws InvalidRecordException {
        for (int i = 0; i < tensorCount; i++) {
            if (tensors[i].equals(tensor)) {
                return i;
            }
        }
        throw new InvalidRecordException(ErrorKind.MALFORMED, "the request has no input '" + tensor + "'");
    }

    static String utf8(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static InvalidRecordException broken(String tensor) {
        return new InvalidRecordException(ErrorKind.MALFORMED, "the request's input '" + tensor + "' is broken");
    }
}
