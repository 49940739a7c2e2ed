package dev.millrace.contracts.tensor;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The parts that requests and responses share, written into one array of known bound; an empty text is left out. Texts are
 * encoded by the JDK, which copies where all is ASCII: the stream's own way goes over each character, once for the length and
 * once for the bytes.
 */
final class ProtobufWriter {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final byte[] target;
    private final CodedOutputStream out;

    ProtobufWriter(int bound) {
        target = new byte[bound];
        out = CodedOutputStream.newInstance(target);
    }

    /** At least as many bytes as header and contents of the tensor take. */
    static int bound(Tensor tensor) {
        return 48
                + 3 * tensor.name().length()
                + 10 * tensor.shape().length
                + tensor.data().limit();
    }

    /** At least as many bytes as a parameter of that name takes. */
    static int bound(String name, String value) {
        return 32 + 3 * (name.length() + value.length());
    }

    void text(int field, String text) {
        try {
            if (!text.isEmpty()) {
                out.writeByteArray(field, utf8(text));
            }
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    /** A message whose only field is its name. */
    void named(int field, String name) {
        byte[] text = utf8(name);
        try {
            begin(field, CodedOutputStream.computeByteArraySize(InferInputTensor.NAME_FIELD_NUMBER, text));
            out.writeByteArray(InferInputTensor.NAME_FIELD_NUMBER, text);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    /** Name, datatype and shape; the fields of inputs and outputs have the same numbers. */
    void header(int field, Tensor tensor) {
        int extents = 0;
        for (long extent : tensor.shape()) {
            extents += CodedOutputStream.computeInt64SizeNoTag(extent);
        }
        byte[] name = utf8(tensor.name());
        byte[] datatype = utf8(tensor.datatype().name());
        int size = CodedOutputStream.computeByteArraySize(InferInputTensor.NAME_FIELD_NUMBER, name)
                + CodedOutputStream.computeByteArraySize(InferInputTensor.DATATYPE_FIELD_NUMBER, datatype)
                + prefixed(InferInputTensor.SHAPE_FIELD_NUMBER, extents);
        try {
            begin(field, size);
            out.writeByteArray(InferInputTensor.NAME_FIELD_NUMBER, name);
            out.writeByteArray(InferInputTensor.DATATYPE_FIELD_NUMBER, datatype);
            begin(InferInputTensor.SHAPE_FIELD_NUMBER, extents);
            for (long extent : tensor.shape()) {
                out.writeInt64NoTag(extent);
            }
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void raw(int field, Tensor tensor) {
        try {
            begin(field, tensor.data().limit());
            out.writeRawBytes(tensor.data().duplicate().rewind());
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    /** An entry of a parameter map. */
    void parameter(int field, String name, String value) {
        byte[] text = utf8(value);
        int inner = CodedOutputStream.computeByteArraySize(InferParameter.STRING_PARAM_FIELD_NUMBER, text);
        try {
            entry(field, name, inner);
            out.writeByteArray(InferParameter.STRING_PARAM_FIELD_NUMBER, text);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    void parameter(int field, String name, double value) {
        int inner = CodedOutputStream.computeDoubleSize(InferParameter.DOUBLE_PARAM_FIELD_NUMBER, value);
        try {
            entry(field, name, inner);
            out.writeDouble(InferParameter.DOUBLE_PARAM_FIELD_NUMBER, value);
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    private void entry(int field, String name, int inner) throws IOException {
        byte[] key = utf8(name);
        begin(field, CodedOutputStream.computeByteArraySize(KEY, key) + prefixed(VALUE, inner));
        out.writeByteArray(KEY, key);
        begin(VALUE, inner);
    }

    private static int prefixed(int field, int size) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    private void begin(int field, int size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return Arrays.copyOf(target, out.getTotalBytesWritten());
    }

    /** The bound was too small, which is a mistake in this package. */
    private static UncheckedIOException overflow(IOException e) {
        return new UncheckedIOException("a tensor message outgrew its bound", e);
    }
}
