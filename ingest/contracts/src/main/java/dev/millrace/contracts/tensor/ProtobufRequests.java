package dev.millrace.contracts.tensor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.oip.InferTensorContents;
import dev.millrace.contracts.oip.ModelInferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ModelInferRequest} without its object tree: fields that the platform does not use are skipped, raw contents become
 * views of the record's bytes. The generated class is the oracle of the tests.
 */
final class ProtobufRequests {
    private ProtobufRequests() {}

    static InferRequest read(byte[] bytes) throws InvalidRecordException {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        var heads = new ArrayList<TensorHeader>(2);
        var raw = new ArrayList<ByteBuffer>(2);
        List<String> wanted = List.of();
        String id = "";
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case ModelInferRequest.ID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                        id = in.readStringRequireUtf8();
                    case ModelInferRequest.INPUTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                        heads.add(TensorHeader.read(in));
                    case ModelInferRequest.OUTPUTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                        wanted = wanted.isEmpty() ? new ArrayList<>(2) : wanted;
                        wanted.add(TensorHeader.read(in).name());
                    }
                    case ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER << 3
                            | WireFormat.WIRETYPE_LENGTH_DELIMITED -> raw.add(view(in, bytes));
                    default -> {
                        if (!in.skipField(tag)) {
                            throw malformed("a group ends that never began");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        return new InferRequest(WireForm.PROTOBUF, id, tensors(heads, raw), wanted);
    }

    private static ByteBuffer view(CodedInputStream in, byte[] bytes) throws IOException {
        int length = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(length);
        return ByteBuffer.wrap(bytes, from, length).slice();
    }

    private static List<Tensor> tensors(List<TensorHeader> heads, List<ByteBuffer> raw) throws InvalidRecordException {
        if (!raw.isEmpty() && raw.size() != heads.size()) {
            throw malformed(heads.size() + " inputs, but " + raw.size() + " raw_input_contents");
        }
        var tensors = new ArrayList<Tensor>(heads.size());
        for (int i = 0; i < heads.size(); i++) {
            TensorHeader head = heads.get(i);
            Datatype datatype = Tensor.datatype(head.name(), head.datatype());
            if (!raw.isEmpty() && head.contents() != null) {
                throw malformed("input '" + head.name() + "' has contents beside raw_input_contents");
            }
            ByteBuffer data = raw.isEmpty() ? typed(datatype, head.contents()) : raw.get(i);
            tensors.add(Tensor.read(head.name(), datatype, head.shape(), data));
        }
        return tensors;
    }

    /** The protocol's other way to carry elements, as gRPC clients may send it; it costs a copy. */
    private static ByteBuffer typed(Datatype datatype, byte @Nullable [] bytes) throws InvalidRecordException {
        InferTensorContents contents;
        try {
            contents = InferTensorContents.parseFrom(bytes == null ? new byte[0] : bytes);
        } catch (InvalidProtocolBufferException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        return switch (datatype) {
            case FP32 -> {
                ByteBuffer data = room(contents.getFp32ContentsCount() * Float.BYTES);
                contents.getFp32ContentsList().forEach(data::putFloat);
                yield data.flip();
            }
            case INT64 -> {
                ByteBuffer data = room(contents.getInt64ContentsCount() * Long.BYTES);
                contents.getInt64ContentsList().forEach(data::putLong);
                yield data.flip();
            }
            case BYTES -> {
                ByteBuffer data = room(contents.getBytesContentsList().stream()
                        .mapToInt(text -> Integer.BYTES + text.size())
                        .sum());
                contents.getBytesContentsList()
                        .forEach(text -> data.putInt(text.size()).put(text.asReadOnlyByteBuffer()));
                yield data.flip();
            }
        };
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static InvalidRecordException malformed(String reason) {
        return new InvalidRecordException(
                ErrorKind.MALFORMED, "neither JSON (first byte '{') nor a ModelInferRequest: " + reason);
    }

    static byte[] write(InferRequest request, String model) {
        int bound = 64 + 3 * (model.length() + request.id().length());
        for (Tensor tensor : request.inputs()) {
            bound += ProtobufWriter.bound(tensor);
        }
        for (String name : request.wanted()) {
            bound += 16 + 3 * name.length();
        }
        var out = new ProtobufWriter(bound);
        out.text(ModelInferRequest.MODEL_NAME_FIELD_NUMBER, model);
        out.text(ModelInferRequest.ID_FIELD_NUMBER, request.id());
        request.inputs().forEach(tensor -> out.header(ModelInferRequest.INPUTS_FIELD_NUMBER, tensor));
        request.wanted().forEach(name -> out.named(ModelInferRequest.OUTPUTS_FIELD_NUMBER, name));
        request.inputs().forEach(tensor -> out.raw(ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER, tensor));
        return out.bytes();
    }
}
