package dev.millrace.contracts.tensor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One {@code InferInputTensor}, {@code InferRequestedOutputTensor} (whose name has the same number) or
 * {@code InferOutputTensor} (whose fields have).
 *
 * @param contents the encoded {@code InferTensorContents}, null where the elements are raw
 */
record TensorHeader(String name, String datatype, long[] shape, byte @Nullable [] contents) {
    private static final int NAME = InferInputTensor.NAME_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int DATATYPE =
            InferInputTensor.DATATYPE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int EXTENT = InferInputTensor.SHAPE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int PACKED_EXTENTS =
            InferInputTensor.SHAPE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int CONTENTS =
            InferInputTensor.CONTENTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /** Reads the message that begins with its length. */
    static TensorHeader read(CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        String name = "";
        String datatype = "";
        long[] shape = new long[4];
        int rank = 0;
        byte[] contents = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case NAME -> name = in.readStringRequireUtf8();
                case DATATYPE -> datatype = in.readStringRequireUtf8();
                case EXTENT -> {
                    shape = rank == shape.length ? Arrays.copyOf(shape, 2 * rank) : shape;
                    shape[rank++] = in.readInt64();
                }
                case PACKED_EXTENTS -> {
                    int inner = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        shape = rank == shape.length ? Arrays.copyOf(shape, 2 * rank) : shape;
                        shape[rank++] = in.readInt64();
                    }
                    in.popLimit(inner);
                }
                case CONTENTS -> contents = in.readByteArray();
                default -> {
                    if (!in.skipField(tag)) {
                        throw new InvalidProtocolBufferException("a group ends that never began");
                    }
                }
            }
        }
        in.checkLastTagWas(0);
        in.popLimit(outer);
        return new TensorHeader(name, datatype, Arrays.copyOf(shape, rank), contents);
    }
}
