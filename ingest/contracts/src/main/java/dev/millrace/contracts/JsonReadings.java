package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Readings as nearly everybody writes them. */
final class JsonReadings extends UsualJson<SensorReading> {
    private static final int FIRST_CHANNELS = 8;

    private @Nullable String sensorId;
    private int count;
    private String[] names = new String[FIRST_CHANNELS];
    private double[] values = new double[FIRST_CHANNELS];
    private @Nullable String eventId;

    private JsonReadings(long nowMillis) {
        super(nowMillis);
    }

    static @Nullable SensorReading read(byte @Nullable [] key, byte @Nullable [] value, long nowMillis) {
        return new JsonReadings(nowMillis).read(key, value);
    }

    @Override
    boolean take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "sensorId" -> {
                return sensorId == null && (sensorId = text(json)) != null;
            }
            case "timestamp" -> {
                return timestamp(json);
            }
            case "values" -> {
                return values(json);
            }
            case "eventId" -> {
                return eventId == null && (eventId = text(json)) != null;
            }
            default -> {
                return unknown(json);
            }
        }
    }

    private boolean values(JsonParser json) throws IOException {
        if (count > 0 || json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            double number = number(json);
            if (Double.isNaN(number) || !put(name, number)) {
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

    @Override
    @Nullable
    SensorReading finish(String key) {
        String id = sensorId;
        if (id == null || id.isEmpty() || timestamp < 0 || count == 0 || !id.equals(key)) {
            return null;
        }
        String[] channels = ChannelSets.shared(Arrays.copyOf(names, count));
        return new SensorReading(id, timestamp, channels, Arrays.copyOf(values, count), eventId);
    }
}
