package dev.millrace.contracts.tensor;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The parts that requests and responses share, written into one array of known bound; an empty text is left out. */
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
                out.writeString(field, text);
            }
        } catch (IOException e) {
            throw overflow(e);
        }
    }

    /** A message whose only field is its name. */
    void named(int field, String name) {
        try {
            begin(field, CodedOutputStream.computeStringSize(InferInputTensor.NAME_FIELD_NUMBER, name));
            out.writeString(InferInputTensor.NAME_FIELD_NUMBER, name);
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
        String datatype = tensor.datatype().name();
        int size = CodedOutputStream.computeStringSize(InferInputTensor.NAME_FIELD_NUMBER, tensor.name())
                + CodedOutputStream.computeStringSize(InferInputTensor.DATATYPE_FIELD_NUMBER, datatype)
                + prefixed(InferInputTensor.SHAPE_FIELD_NUMBER, extents);
        try {
            begin(field, size);
            out.writeString(InferInputTensor.NAME_FIELD_NUMBER, tensor.name());
            out.writeString(InferInputTensor.DATATYPE_FIELD_NUMBER, datatype);
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
        int inner = CodedOutputStream.computeStringSize(InferParameter.STRING_PARAM_FIELD_NUMBER, value);
        try {
            entry(field, name, inner);
            out.writeString(InferParameter.STRING_PARAM_FIELD_NUMBER, value);
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
        begin(field, CodedOutputStream.computeStringSize(KEY, name) + prefixed(VALUE, inner));
        out.writeString(KEY, name);
        begin(VALUE, inner);
    }

    private static int prefixed(int field, int size) {
        return CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    private void begin(int field, int size) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(size);
    }

    byte[] bytes() {
        return Arrays.copyOf(target, out.getTotalBytesWritten());
    }

    /** The bound was too small, which is a mistake in this package. */
    private static UncheckedIOException overflow(IOException e) {
        return new UncheckedIOException("a tensor message outgrew its bound", e);
    }
}
