package dev.millrace.contracts.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The protocol's JSON tensors, {@code {"name","shape","datatype","data"}}, read and written as streams. */
final class JsonTensors {
    /** Its own factory: reading floats is most of what a JSON request costs. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private JsonTensors() {}

    static JsonFactory factory() {
        return FACTORY;
    }

    /** What a parser's failure means to its sender; says nothing of the payload but its first line. */
    static InvalidRecordException malformed(IOException e) {
        String message =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        String line = message.lines().findFirst().orElse("");
        // Bare NaN and Infinity are what some clients write; JSON does not have them.
        boolean notFinite = line.contains("NaN") || line.contains("INF") || line.contains("Infinity");
        return new InvalidRecordException(
                notFinite ? ErrorKind.NOT_FINITE : ErrorKind.MALFORMED,
                "not valid JSON: " + (line.length() > 200 ? line.substring(0, 200) : line));
    }

    static InvalidRecordException wrongType(String field, String wanted) {
        return new InvalidRecordException(ErrorKind.WRONG_TYPE, "field '" + field + "' must be " + wanted);
    }

    /** Text, or a whole number as text. */
    static String text(JsonParser in, String field) throws IOException, InvalidRecordException {
        if (in.currentToken() != JsonToken.VALUE_STRING && in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrongType(field, "text");
        }
        return in.getText();
    }

    /** An array of tensors; the parser stands at its first token. */
    static List<Tensor> list(JsonParser in, String field, byte[] bytes) throws IOException, InvalidRecordException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(field, "an array of tensors");
        }
        var tensors = new ArrayList<Tensor>(2);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(field, "an array of tensors");
            }
            tensors.add(tensor(in, bytes));
        }
        return tensors;
    }

    private static Tensor tensor(JsonParser in, byte[] bytes) throws IOException, InvalidRecordException {
        String name = "";
        Datatype datatype = null;
        long[] shape = null;
        ByteBuffer data = null;
        int dataAt = -1;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "name" -> name = text(in, field);
                case "datatype" -> datatype = Tensor.datatype(name, text(in, field));
                case "shape" -> shape = shape(in);
                case "data" -> {
                    if (datatype == null) {
                        // The type comes later: how to read the numbers is not known yet.
                        dataAt = Math.toIntExact(in.currentTokenLocation().getByteOffset());
                        in.skipChildren();
                    } else {
                        data = new JsonElements(name, datatype, bytes.length).read(in);
                    }
                }
                default -> in.skipChildren();
            }
        }
        if (datatype == null || shape == null || (data == null && dataAt < 0)) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED, "tensor '" + name + "' lacks one of datatype, shape and data");
        }
        if (data == null) {
            try (JsonParser again = FACTORY.createParser(bytes, dataAt, bytes.length - dataAt)) {
                again.nextToken();
                data = new JsonElements(name, datatype, bytes.length).read(again);
            }
        }
        return Tensor.read(name, datatype, shape, data);
    }

    private static long[] shape(JsonParser in) throws IOException, InvalidRecordException {
        long[] shape = new long[4];
        int rank = 0;
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("shape", "an array of whole numbers");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrongType("shape", "an array of whole numbers");
            }
            shape = rank == shape.length ? Arrays.copyOf(shape, 2 * rank) : shape;
            shape[rank++] = in.getLongValue();
        }
        return Arrays.copyOf(shape, rank);
    }

    /** Reads a whole document; what the reader does not take it must skip. */
    interface Reader<T> {
        T read(JsonParser in) throws IOException, InvalidRecordException;
    }

    static <T> T document(byte[] bytes, Reader<T> reader) throws InvalidRecordException {
        try (JsonParser in = FACTORY.createParser(bytes)) {
            in.nextToken();
            T value = reader.read(in);
            if (in.nextToken() != null) {
                throw new JsonParseException(in, "something follows the object");
            }
            return value;
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    static void write(JsonGenerator out, String field, List<Tensor> tensors) throws IOException {
        out.writeArrayFieldStart(field);
        for (Tensor tensor : tensors) {
            out.writeStartObject();
            out.writeStringField("name", tensor.name());
            out.writeStringField("datatype", tensor.datatype().name());
            out.writeFieldName("shape");
            out.writeArray(tensor.shape(), 0, tensor.shape().length);
            out.writeArrayFieldStart("data");
            List<String> texts = tensor.datatype() == Datatype.BYTES ? tensor.texts() : null;
            for (int i = 0; i < tensor.elements(); i++) {
                if (texts != null) {
                    out.writeString(texts.get(i));
                } else if (tensor.datatype() == Datatype.FP32) {
                    out.writeNumber(tensor.data().getFloat(i * Float.BYTES));
                } else {
                    out.writeNumber(tensor.data().getLong(i * Long.BYTES));
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
