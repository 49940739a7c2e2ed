package dev.millrace.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Strict readers and writers of the public input topics (DESIGN section 5). Every {@code read} takes the record's key and
 * value and the clock in epoch milliseconds, and throws {@link InvalidRecordException} with a reason a person understands.
 *
 * <p>Readings and user events come in two forms, which may be mixed on a topic: JSON, and the internal wire, a first byte {@link
 * #WIRE} with a protobuf message of inputs.proto behind it. Readings share the arrays of their channel names: nobody writes to
 * them.
 */
public final class Inputs {
    /** First byte of a value of the internal wire; no JSON begins with it. */
    public static final byte WIRE = 1;

    private Inputs() {}

    private static boolean isWire(byte @Nullable [] value) {
        return value != null && value.length > 0 && value[0] == WIRE;
    }

    public static SensorReading readSensorReading(byte @Nullable [] key, byte @Nullable [] value, long nowMillis)
            throws InvalidRecordException {
        if (isWire(value)) {
            return WireReadings.read(key, InputChecks.value(value), nowMillis);
        }
        SensorReading usual = JsonReadings.read(key, value, nowMillis);
        return usual == null ? readTree(key, value, nowMillis) : usual;
    }

    /** The reader that says what is wrong. */
    static SensorReading readTree(byte @Nullable [] key, byte @Nullable [] value, long nowMillis)
            throws InvalidRecordException {
        JsonObject json = JsonObject.parse(value);
        String sensorId = json.keyedId("sensorId", key);
        long timestamp = json.requiredTimestamp("timestamp", nowMillis);
        JsonNode values = json.requiredObject("values");
        if (values.isEmpty()) {
            throw InputChecks.noChannel();
        }
        var sorted = new TreeMap<String, Double>();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            sorted.put(entry.getKey(), JsonObject.number("values." + entry.getKey(), entry.getValue()));
        }
        String[] channels = ChannelSets.shared(sorted.keySet().toArray(new String[0]));
        double[] numbers = new double[channels.length];
        Iterator<Double> iterator = sorted.values().iterator();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = iterator.next();
        }
        return new SensorReading(sensorId, timestamp, channels, numbers, json.optionalText("eventId"));
    }

    public static byte[] write(SensorReading reading) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("sensorId", reading.sensorId());
        node.put("timestamp", reading.timestamp());
        ObjectNode values = node.putObject("values");
        for (int i = 0; i < reading.channels().length; i++) {
            values.put(reading.channels()[i], reading.values()[i]);
        }
        putIfPresent(node, "eventId", reading.eventId());
        return bytes(node);
    }

    /** The same in the internal wire; the sensor's id is left to the record's key. */
    public static byte[] writeWire(SensorReading reading) {
        return WireReadings.write(reading);
    }

    public static UserEvent readUserEvent(byte @Nullable [] key, byte @Nullable [] value, long nowMillis)
            throws InvalidRecordException {
        if (isWire(value)) {
            return WireEvents.read(key, InputChecks.value(value), nowMillis);
        }
        UserEvent usual = JsonEvents.read(key, value, nowMillis);
        return usual == null ? readEventTree(key, value, nowMillis) : usual;
    }

    /** The reader that says what is wrong. */
    static UserEvent readEventTree(byte @Nullable [] key, byte @Nullable [] value, long nowMillis)
            throws InvalidRecordException {
        JsonObject json = JsonObject.parse(value);
        String userId = json.keyedId("userId", key);
        return new UserEvent(
                userId,
                json.requiredId("itemId"),
                eventType(json.requiredId("type")),
                json.requiredTimestamp("timestamp", nowMillis),
                json.optionalNumber("value"),
                json.optionalText("sessionId"),
                json.optionalText("eventId"));
    }

    private static UserEvent.Type eventType(String label) throws InvalidRecordException {
        UserEvent.Type type = UserEvent.Type.labelled(label.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw InputChecks.noSuchType(label);
        }
        return type;
    }

    public static byte[] write(UserEvent event) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("userId", event.userId());
        node.put("itemId", event.itemId());
        node.put("type", event.type().label());
        node.put("timestamp", event.timestamp());
        if (event.value() != null) {
            node.put("value", event.value());
        }
        putIfPresent(node, "sessionId", event.sessionId());
        putIfPresent(node, "eventId", event.eventId());
        return bytes(node);
    }

    /** The same in the internal wire; the user's id is left to the record's key. */
    public static byte[] writeWire(UserEvent event) {
        return WireEvents.write(event);
    }

    public static CatalogItem readCatalogItem(byte @Nullable [] key, byte @Nullable [] value)
            throws InvalidRecordException {
        JsonObject json = JsonObject.parse(value);
        String itemId = json.keyedId("itemId", key);
        var attributes = new TreeMap<String, String>();
        JsonNode given = json.optional("attributes");
        if (given != null && !given.isObject()) {
            throw JsonObject.wrongType("attributes", "an object", given);
        }
        if (given != null) {
            for (Map.Entry<String, JsonNode> entry : given.properties()) {
                attributes.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return new CatalogItem(itemId, json.optionalText("title"), json.optionalTexts("categories"), attributes);
    }

    public static byte[] write(CatalogItem item) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("itemId", item.itemId());
        putIfPresent(node, "title", item.title());
        var categories = node.putArray("categories");
        item.categories().forEach(categories::add);
        ObjectNode attributes = node.putObject("attributes");
        item.attributes().forEach(attributes::put);
        return bytes(node);
    }

    public static RecommendationRequest readRecommendationRequest(
            byte @Nullable [] key, byte @Nullable [] value, long nowMillis) throws InvalidRecordException {
        JsonObject json = JsonObject.parse(value);
        String userId = json.keyedId("userId", key);
        Integer k = json.optionalInt("k", 1, RecommendationRequest.MAX_K);
        return new RecommendationRequest(
                json.requiredId("requestId"),
                userId,
                k == null ? RecommendationRequest.DEFAULT_K : k,
                json.optionalTexts("exclude"),
                json.optionalTimestamp("timestamp", nowMillis));
    }

    public static byte[] write(RecommendationRequest request) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("requestId", request.requestId());
        node.put("userId", request.userId());
        node.put("k", request.k());
        var exclude = node.putArray("exclude");
        request.exclude().forEach(exclude::add);
        if (request.timestamp() != null) {
            node.put("timestamp", request.timestamp());
        }
        return bytes(node);
    }

    private static void putIfPresent(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return Json.mapper().writeValueAsBytes(node);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree that cannot be written", e);
        }
    }
}
