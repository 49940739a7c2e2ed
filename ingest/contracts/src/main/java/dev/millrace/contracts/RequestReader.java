package dev.millrace.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferRequest.InferInputTensor;
import java.io.IOException;

/**
 * Reads a {@code ModelInferRequest} of the platform's own heads without its object tree. The generated class is the oracle of
 * the tests: what it refuses is refused here. Fields that such requests do not have are read by it, for that alone.
 */
final class RequestReader {
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int BYTES = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;

    private final byte[] bytes;
    private final Names names;
    private final CodedInputStream in;
    private final RequestFields fields;
    private boolean strange;

    private RequestReader(byte[] bytes, Names names) {
        this.bytes = bytes;
        this.names = names;
        this.in = CodedInputStream.newInstance(bytes);
        this.fields = new RequestFields(bytes);
    }

    /** Throws {@link InvalidRecordException} where the bytes are no such message. */
    static RequestFields read(byte[] bytes, Names names) throws InvalidRecordException {
        try {
            var reader = new RequestReader(bytes, names);
            reader.message();
            if (reader.strange) {
                var unused = ModelInferRequest.parseFrom(bytes); // throws where a strange field is broken
            }
            return reader.fields;
        } catch (IOException e) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "not a ModelInferRequest: " + e.getMessage());
        }
    }

    private void message() throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case ModelInferRequest.MODEL_NAME_FIELD_NUMBER << 3 | BYTES -> name();
                case ModelInferRequest.ID_FIELD_NUMBER << 3 | BYTES -> fields.id = text();
                case ModelInferRequest.PARAMETERS_FIELD_NUMBER << 3 | BYTES -> parameter();
                case ModelInferRequest.INPUTS_FIELD_NUMBER << 3 | BYTES -> tensor();
                case ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER << 3 | BYTES -> {
                    int length = in.readRawVarint32();
                    int from = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    fields.addRaw(from, length);
                }
                default -> other(tag);
            }
        }
        in.checkLastTagWas(0);
    }

    /** An entry of the map of parameters. */
    private void parameter() throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        String name = "";
        Object value = RequestFields.NOTHING;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case KEY << 3 | BYTES -> name = name();
                case VALUE << 3 | BYTES -> value = value(value);
                default -> other(tag);
            }
        }
        in.checkLastTagWas(0);
        in.popLimit(outer);
        fields.addParameter(name, value);
    }

    private Object value(Object before) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        Object value = before;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case InferParameter.BOOL_PARAM_FIELD_NUMBER << 3 | VARINT -> value = in.readBool();
                case InferParameter.INT64_PARAM_FIELD_NUMBER << 3 | VARINT -> value = in.readInt64();
                case InferParameter.STRING_PARAM_FIELD_NUMBER << 3 | BYTES -> value = text();
                case InferParameter.DOUBLE_PARAM_FIELD_NUMBER << 3 | FIXED64 -> value = in.readDouble();
                default -> other(tag);
            }
        }
        in.checkLastTagWas(0);
        in.popLimit(outer);
        return value;
    }

    private void tensor() throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        String name = "";
        String datatype = "";
        long first = RequestFields.NO_EXTENT;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case InferInputTensor.NAME_FIELD_NUMBER << 3 | BYTES -> name = name();
                case InferInputTensor.DATATYPE_FIELD_NUMBER << 3 | BYTES -> datatype = name();
                case InferInputTensor.SHAPE_FIELD_NUMBER << 3 | VARINT -> first = earlier(first, in.readInt64());
                case InferInputTensor.SHAPE_FIELD_NUMBER << 3 | BYTES -> {
                    int inner = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        first = earlier(first, in.readInt64());
                    }
                    in.popLimit(inner);
                }
                default -> other(tag);
            }
        }
        in.checkLastTagWas(0);
        in.popLimit(outer);
        fields.addTensor(name, datatype, first);
    }

    /** Lengths below zero are as good as none: nobody has such a tensor. */
    private static long earlier(long first, long next) {
        return first == RequestFields.NO_EXTENT ? Math.max(next, RequestFields.NO_EXTENT + 1) : first;
    }

    private void other(int tag) throws IOException {
        strange = true;
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that never began");
        }
    }

    /** A text that many requests have. */
    private String name() throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        String known = names.find(bytes, from, length);
        return known == null ? names.keep(bytes, from, length, utf8(from, length)) : known;
    }

    private String text() throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return utf8(from, length);
    }

    private String utf8(int from, int length) throws IOException {
        String text = RequestFields.utf8(bytes, from, length);
        if (text.indexOf('\uFFFD') >= 0
                && !ByteString.copyFrom(bytes, from, length).isValidUtf8()) {
            throw new InvalidProtocolBufferException("a text is not UTF-8");
        }
        return text;
    }
}
