package dev.millrace.load.witness;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the books need of a recommendation, read by tokens as {@link ScoreHead}. */
record RecommendationHead(String requestId, List<String> items) {

    /** Null where the bytes are not a recommendation. */
    static @Nullable RecommendationHead read(byte[] bytes) {
        String requestId = null;
        List<String> items = null;
        try (JsonParser parser = Json.mapper().getFactory().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "requestId" -> requestId = parser.getText();
                    case "items" -> items = items(parser);
                    default -> parser.skipChildren();
                }
                if (requestId != null && items != null) {
                    return new RecommendationHead(requestId, items);
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    private static List<String> items(JsonParser parser) throws IOException {
        var items = new ArrayList<String>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("itemId")) {
                    items.add(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return items;
    }
}
