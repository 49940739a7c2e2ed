package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads inputs as nearly everybody writes them, token by token into the record. Whatever is unusual (a field twice, a nested unknown
 * field, anything that has to be refused) is left to the reader of the whole tree, which knows the words: {@link #read} returns
 * null, never throws. So this may only accept what the tree reader accepts, with the same result. Single use, single thread.
 *
 * @param <T> the record
 */
abstract class UsualJson<T> {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    /** A number of more digits has limits of its own in the tree reader. */
    private static final int LONGEST_NUMBER = 40;

    private final long nowMillis;

    /** −1 until it was found. */
    protected long timestamp = -1;

    UsualJson(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Takes the value of a field that the parser stands at; false where the field is there already, or its value is not as usual. */
    abstract boolean take(String field, JsonParser json) throws IOException;

    /** The record, null where a field is missing or the key is another. */
    abstract @Nullable T finish(String key);

    final @Nullable T read(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null || value.length > Topics.MAX_VALUE_BYTES) {
            return null;
        }
        try (JsonParser json = FACTORY.createParser(value)) {
            return parse(json) ? finish(new String(key, StandardCharsets.UTF_8)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private boolean parse(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (!take(field, json)) {
                return false;
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    final boolean timestamp(JsonParser json) throws IOException {
        if (timestamp >= 0) {
            return false;
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            timestamp = JsonObject.isoOrMinusOne(json.getText());
        } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 19) {
            timestamp = json.getLongValue();
        }
        return InputChecks.isTimestamp(timestamp, nowMillis);
    }

    static @Nullable String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    /** NaN where there is no finite number. */
    static double number(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric() || json.getTextLength() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        double number = json.getDoubleValue();
        return Double.isFinite(number) ? number : Double.NaN;
    }

    static boolean unknown(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getTextLength() <= LONGEST_NUMBER;
            default -> false;
        };
    }
}
