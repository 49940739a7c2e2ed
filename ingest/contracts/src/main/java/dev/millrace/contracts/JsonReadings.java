package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Readings as nearly everybody writes them, token by token into the record. Whatever is unusual (a field twice, a nested unknown
 * field, anything that has to be refused) is left to the reader of the whole tree, which knows the words: {@link #read} returns
 * null, never throws. So this may only accept what the tree reader accepts, with the same result. Single use, single thread.
 */
final class JsonReadings {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    /** A number of more digits has limits of its own in the tree reader. */
    private static final int LONGEST_NUMBER = 40;

    private static final int FIRST_CHANNELS = 8;

    private final long nowMillis;

    private @Nullable String sensorId;
    private long timestamp = -1;
    private int count;
    private String[] names = new String[FIRST_CHANNELS];
    private double[] values = new double[FIRST_CHANNELS];
    private @Nullable String eventId;

    private JsonReadings(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    static @Nullable SensorReading read(byte @Nullable [] key, byte @Nullable [] value, long nowMillis) {
        if (key == null || value == null || value.length > Topics.MAX_VALUE_BYTES) {
            return null;
        }
        var reading = new JsonReadings(nowMillis);
        try (JsonParser json = FACTORY.createParser(value)) {
            return reading.parse(json) ? reading.finish(new String(key, StandardCharsets.UTF_8)) : null;
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
            boolean usual =
                    switch (field) {
                        case "sensorId" -> sensorId(json);
                        case "timestamp" -> timestamp(json);
                        case "values" -> values(json);
                        case "eventId" -> eventId(json);
                        default -> unknown(json);
                    };
            if (!usual) {
                return false;
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    private boolean sensorId(JsonParser json) throws IOException {
        if (sensorId != null || json.currentToken() != JsonToken.VALUE_STRING) {
            return false;
        }
        sensorId = json.getText();
        return true;
    }

    private boolean timestamp(JsonParser json) throws IOException {
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

    private boolean values(JsonParser json) throws IOException {
        if (count > 0 || json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (!json.nextToken().isNumeric() || json.getTextLength() > LONGEST_NUMBER) {
                return false;
            }
            double number = json.getDoubleValue();
            if (!Double.isFinite(number) || !put(name, number)) {
                return false;
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    /** In its place by name; false where the name is there. */
    private boolean put(String name, double number) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        int place = count;
        while (place > 0) {
            int order = names[place - 1].compareTo(name);
            if (order == 0) {
                return false;
            }
            if (order < 0) {
                break;
            }
            names[place] = names[place - 1];
            values[place] = values[place - 1];
            place--;
        }
        names[place] = name;
        values[place] = number;
        count++;
        return true;
    }

    private boolean eventId(JsonParser json) throws IOException {
        if (eventId != null || json.currentToken() != JsonToken.VALUE_STRING) {
            return false;
        }
        eventId = json.getText();
        return true;
    }

    private static boolean unknown(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getTextLength() <= LONGEST_NUMBER;
            default -> false;
        };
    }

    private @Nullable SensorReading finish(String key) {
        String id = sensorId;
        if (id == null || id.isEmpty() || timestamp < 0 || count == 0 || !id.equals(key)) {
            return null;
        }
        String[] channels = ChannelSets.shared(Arrays.copyOf(names, count));
        return new SensorReading(id, timestamp, channels, Arrays.copyOf(values, count), eventId);
    }
}
