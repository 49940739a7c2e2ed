package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** {@code recommendations} on the wire. */
final class RecommendationJson {
    private static final SerializedString REQUEST_ID = new SerializedString("requestId");
    private static final SerializedString USER_ID = new SerializedString("userId");
    private static final SerializedString ITEMS = new SerializedString("items");
    private static final SerializedString ITEM_ID = new SerializedString("itemId");
    private static final SerializedString SCORE = new SerializedString("score");
    private static final SerializedString TRIGGER = new SerializedString("trigger");

    private RecommendationJson() {}

    static void write(Recommendation found, JsonGenerator out) throws IOException {
        ResultJson.text(out, REQUEST_ID, found.requestId());
        ResultJson.text(out, USER_ID, found.userId());
        out.writeFieldName(ITEMS);
        out.writeStartArray();
        for (Recommendation.Item item : found.items()) {
            out.writeStartObject();
            ResultJson.text(out, ITEM_ID, item.itemId());
            ResultJson.number(out, SCORE, item.score());
            out.writeEndObject();
        }
        out.writeEndArray();
        ResultJson.text(out, TRIGGER, found.trigger());
        ResultJson.common(out, found.model(), found.source(), found.features(), found.timings(), found.traceparent());
    }
}
