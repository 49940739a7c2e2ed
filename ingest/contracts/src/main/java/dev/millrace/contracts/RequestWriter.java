package dev.millrace.contracts;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a {@code ModelInferRequest} of the platform's own heads into one array, without its object tree, in the order of the field
 * numbers: all parameters, then all tensors, then their contents.
 */
final class RequestWriter {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final byte[] target;
    private final CodedOutputStream out;

    /** @param bound at least as many bytes as the request takes; names that this package gives it are 256 together */
    RequestWriter(int bound) {
        target = new byte[bound + 256];
        out = CodedOutputStream.newInstance(target);
    }

    /** At least as many bytes as these parameters take. */
    static int bound(String prefix, Map<String, ?> parameters) {
        int bound = 0;
        for (String name : parameters.keySet()) {
            bound += 48 + 3 * (prefix.length() + name.length());
        }
        return bound;
    }

    void model(String name, String id) {
        try {
            text(ModelInferRequest.MODEL_NAME_FIELD_NUMBER, utf8(name));
            text(ModelInferRequest.ID_FIELD_NUMBER, utf8(id));
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void parameter(String name, String value) {
        byte[] text = utf8(value);
        try {
            entry(name, CodedOutputStream.computeByteArraySize(InferParameter.STRING_PARAM_FIELD_NUMBER, text));
            out.writeByteArray(InferParameter.STRING_PARAM_FIELD_NUMBER, text);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void parameter(String name, long value) {
        try {
            entry(name, CodedOutputStream.computeInt64Size(InferParameter.INT64_PARAM_FIELD_NUMBER, value));
            out.writeInt64(InferParameter.INT64_PARAM_FIELD_NUMBER, value);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void parameter(String name, double value) {
        try {
            entry(name, CodedOutputStream.computeDoubleSize(InferParameter.DOUBLE_PARAM_FIELD_NUMBER, value));
            out.writeDouble(InferParameter.DOUBLE_PARAM_FIELD_NUMBER, value);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    private void entry(String name, int inner) throws IOException {
        byte[] key = utf8(name);
        int value = CodedOutputStream.computeTagSize(VALUE) + CodedOutputStream.computeUInt32SizeNoTag(inner) + inner;
        begin(ModelInferRequest.PARAMETERS_FIELD_NUMBER, CodedOutputStream.computeByteArraySize(KEY, key) + value);
        out.writeByteArray(KEY, key);
        begin(VALUE, inner);
    }

    void tensor(String name, String datatype, long... shape) {
        byte[] text = utf8(name);
        byte[] type = utf8(datatype);
        int extents = 0;
        for (long extent : shape) {
            extents += CodedOutputStream.computeInt64SizeNoTag(extent);
        }
        int size = CodedOutputStream.computeByteArraySize(InferInputTensor.NAME_FIELD_NUMBER, text)
                + CodedOutputStream.computeByteArraySize(InferInputTensor.DATATYPE_FIELD_NUMBER, type)
                + CodedOutputStream.computeTagSize(InferInputTensor.SHAPE_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(extents)
                + extents;
        try {
            begin(ModelInferRequest.INPUTS_FIELD_NUMBER, size);
            out.writeByteArray(InferInputTensor.NAME_FIELD_NUMBER, text);
            out.writeByteArray(InferInputTensor.DATATYPE_FIELD_NUMBER, type);
            begin(InferInputTensor.SHAPE_FIELD_NUMBER, extents);
            for (long extent : shape) {
                out.writeInt64NoTag(extent);
            }
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void raw(float[] values) {
        byte[] contents = new byte[values.length * Float.BYTES];
        littleEndian(contents).asFloatBuffer().put(values);
        raw(contents);
    }

    void raw(long[] values) {
        byte[] contents = new byte[values.length * Long.BYTES];
        littleEndian(contents).asLongBuffer().put(values);
        raw(contents);
    }

    void raw(byte[] contents) {
        try {
            out.writeByteArray(ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER, contents);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    /** Contents of a tensor of texts. */
    static byte[] texts(String[] texts) {
        byte[][] encoded = new byte[texts.length][];
        int size = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = utf8(texts[i]);
            size += Integer.BYTES + encoded[i].length;
        }
        byte[] contents = new byte[size];
        ByteBuffer raw = littleEndian(contents);
        for (byte[] bytes : encoded) {
            raw.putInt(bytes.length).put(bytes);
        }
        return contents;
    }

    byte[] bytes() {
        return Arrays.copyOf(target, out.getTotalBytesWritten());
    }

    private void text(int field, byte[] text) throws IOException {
        if (text.length > 0) {
            out.writeByteArray(field, text);
        }
    }

    private void begin(int field, int size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The bound was too small, which is a mistake in this package. */
    private static UncheckedIOException overflow(IOException e) {
        return new UncheckedIOException("a request outgrew its bound", e);
    }
}
