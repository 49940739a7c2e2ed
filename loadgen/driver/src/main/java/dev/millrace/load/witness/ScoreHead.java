package dev.millrace.load.witness;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.contracts.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What books need of an anomaly score. Read by tokens, not as a whole record: there are thousands a second, and who measures shares
 * its cores with the platform.
 */
public record ScoreHead(String sensorId, long windowEnd, String version) {

    /** Null where the bytes are not a score. */
    public static @Nullable ScoreHead read(byte[] bytes) {
        String sensorId = null;
        String version = null;
        long windowEnd = -1;
        try (JsonParser parser = Json.mapper().getFactory().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "sensorId" -> sensorId = parser.getText();
                    case "windowEnd" -> windowEnd = parser.getLongValue();
                    case "model" -> version = version(parser);
                    default -> parser.skipChildren();
                }
                if (sensorId != null && version != null && windowEnd >= 0) {
                    return new ScoreHead(sensorId, windowEnd, version);
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    private static @Nullable String version(JsonParser parser) throws IOException {
        String version = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("version")) {
                version = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return version;
    }
}
