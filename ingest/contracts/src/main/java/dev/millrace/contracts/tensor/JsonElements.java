package dev.millrace.contracts.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the numbers or texts of one JSON tensor, flat or nested, into little-endian bytes. */
final class JsonElements {
    private static final int FIRST_BYTES = 2048;

    private final String name;
    private final Datatype datatype;
    private ByteBuffer data;
    private int elements;

    /** Makes a reader; {@code documentBytes} bounds the first guess of the size. */
    JsonElements(String name, Datatype datatype, int documentBytes) {
        this.name = name;
        this.datatype = datatype;
        // A number and its comma take two bytes at least, a float commonly four or more.
        this.data = ByteBuffer.allocate(Math.max(Long.BYTES, Math.min(documentBytes * 2, FIRST_BYTES)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The parser stands at the first token of {@code data}. */
    ByteBuffer read(JsonParser in) throws IOException, InvalidRecordException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw JsonTensors.wrongType("data", "an array of " + kind() + "s");
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = in.nextToken();
            if (isElement(token)) {
                put(in, token);
                elements++;
            } else if (token == JsonToken.START_ARRAY) {
                depth++;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                throw unexpected(in, token);
            }
        }
        return data.flip().slice();
    }

    private boolean isElement(JsonToken token) {
        return datatype == Datatype.BYTES
                ? token == JsonToken.VALUE_STRING
                : token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
    }

    private void put(JsonParser in, JsonToken token) throws IOException, InvalidRecordException {
        switch (datatype) {
            case FP32 -> putFloat(in);
            case INT64 -> putLong(in, token);
            case BYTES -> {
                byte[] text = in.getText().getBytes(StandardCharsets.UTF_8);
                room(Integer.BYTES + text.length).putInt(text.length).put(text);
            }
        }
    }

    private void putFloat(JsonParser in) throws IOException, InvalidRecordException {
        float value = in.getFloatValue();
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            throw new InvalidRecordException(ErrorKind.NOT_FINITE, element() + " is beyond what an FP32 can hold");
        }
        room(Float.BYTES).putFloat(value);
    }

    private void putLong(JsonParser in, JsonToken token) throws IOException, InvalidRecordException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is not a whole number");
        }
        try {
            room(Long.BYTES).putLong(in.getLongValue());
        } catch (InputCoercionException e) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is beyond what an INT64 can hold");
        }
    }

    /** The buffer, with at least so many bytes left. */
    private ByteBuffer room(int bytes) {
        if (data.remaining() < bytes) {
            data = ByteBuffer.allocate(2 * data.capacity() + bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(data.flip());
        }
        return data;
    }

    private InvalidRecordException unexpected(JsonParser in, JsonToken token) throws IOException {
        boolean notFinite = datatype == Datatype.FP32
                && token == JsonToken.VALUE_STRING
                && in.getText().matches("(?i)[+-]?(nan|inf|infinity)");
        return notFinite
                ? new InvalidRecordException(ErrorKind.NOT_FINITE, element() + " is " + in.getText())
                : new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is not a " + kind());
    }

    private String kind() {
        return datatype == Datatype.BYTES ? "text" : "number";
    }

    private String element() {
        return "tensor '" + name + "': element " + elements;
    }
}
