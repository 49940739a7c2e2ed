package dev.millrace.contracts.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the numbers of one JSON tensor, flat or nested, into little-endian bytes. */
final class JsonElements {
    private static final int FIRST_ELEMENTS = 256;

    private final String name;
    private final Datatype datatype;
    private ByteBuffer data;

    /** Makes a reader; {@code documentBytes} bounds the number of elements. */
    JsonElements(String name, Datatype datatype, int documentBytes) {
        this.name = name;
        this.datatype = datatype;
        // A number and its comma take two bytes at least, a float commonly four or more.
        int elements = Math.max(1, Math.min(documentBytes / 4, FIRST_ELEMENTS));
        this.data = ByteBuffer.allocate(elements * datatype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The parser stands at the first token of {@code data}. */
    ByteBuffer read(JsonParser in) throws IOException, InvalidRecordException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw JsonTensors.wrongType("data", "an array of numbers");
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = in.nextToken();
            if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                put(in, token);
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

    private void put(JsonParser in, JsonToken token) throws IOException, InvalidRecordException {
        if (data.remaining() < datatype.bytes()) {
            data = ByteBuffer.allocate(2 * data.capacity())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(data.flip());
        }
        if (datatype == Datatype.FP32) {
            float value = in.getFloatValue();
            if (Float.isNaN(value) || Float.isInfinite(value)) {
                throw new InvalidRecordException(ErrorKind.NOT_FINITE, element() + " is beyond what an FP32 can hold");
            }
            data.putFloat(value);
            return;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is not a whole number");
        }
        try {
            data.putLong(in.getLongValue());
        } catch (InputCoercionException e) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is beyond what an INT64 can hold");
        }
    }

    private InvalidRecordException unexpected(JsonParser in, JsonToken token) throws IOException {
        boolean notFinite = token == JsonToken.VALUE_STRING && in.getText().matches("(?i)[+-]?(nan|inf|infinity)");
        return notFinite
                ? new InvalidRecordException(ErrorKind.NOT_FINITE, element() + " is " + in.getText())
                : new InvalidRecordException(ErrorKind.WRONG_TYPE, element() + " is not a number");
    }

    private String element() {
        return "tensor '" + name + "': element " + data.position() / datatype.bytes();
    }
}
