package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bad records of the demo: one of every kind of trouble that producers make. Each must come back as a dead letter. */
public final class BadRecords {
    private static final long TEN_DAYS = 10 * 24 * 3600 * 1000L;

    private BadRecords() {}

    public static List<BadRecord> ofSensors(long nowMillis) {
        String good = "\"timestamp\":" + nowMillis;
        String values = "\"values\":{\"current\":1.5}";
        return List.of(
                sensor("bad-1", "temperature=12", "not JSON"),
                sensor("bad-2", "{\"sensorId\":\"bad-2\"," + good + ",\"values\":{\"curr", "cut off"),
                sensor("bad-3", "{\"sensorId\":\"bad-3\"," + good + ",\"values\":{\"current\":NaN}}", "NaN"),
                sensor(
                        "bad-4",
                        "{\"sensorId\":\"bad-4\"," + good + ",\"values\":{\"current\":\"Infinity\"}}",
                        "infinite"),
                sensor(
                        "bad-5",
                        "{\"sensorId\":\"bad-5\"," + good + ",\"values\":{\"current\":\"high\"}}",
                        "text value"),
                sensor("bad-6", "{\"sensorId\":\"bad-6\"," + good + ",\"values\":{}}", "no channel"),
                sensor("bad-7", "{\"sensorId\":\"bad-7\"," + values + "}", "no timestamp"),
                sensor(
                        "bad-8",
                        "{\"sensorId\":\"bad-8\",\"timestamp\":" + (nowMillis + TEN_DAYS) + "," + values + "}",
                        "far future"),
                sensor(null, "{\"sensorId\":\"bad-9\"," + good + "," + values + "}", "no key"),
                sensor("bad-10", "{\"sensorId\":\"other\"," + good + "," + values + "}", "key differs"),
                sensor("bad-11", null, "no value"),
                sensor("bad-12", "x".repeat(Topics.MAX_VALUE_BYTES + 1), "oversize"));
    }

    public static List<BadRecord> ofUsers(long nowMillis) {
        String time = ",\"timestamp\":" + nowMillis;
        String view = ",\"itemId\":\"i1\",\"type\":\"view\"";
        return List.of(
                user("bad-1", "[1,2,3]", "not an object"),
                user(
                        "bad-2",
                        "{\"userId\":\"bad-2\",\"itemId\":\"i1\",\"type\":\"stare\"" + time + "}",
                        "unknown type"),
                user("bad-3", "{\"userId\":\"bad-3\",\"type\":\"view\"" + time + "}", "no item"),
                user("bad-4", "{\"userId\":\"bad-4\"" + view + "}", "no timestamp"),
                user("bad-5", "{\"userId\":\"bad-5\"" + view + ",\"value\":\"NaN\"" + time + "}", "NaN"),
                user("bad-6", "{\"userId\":\"bad-6\"" + view + ",\"timestamp\":\"yesterday\"}", "unreadable time"),
                user(
                        "bad-7",
                        "{\"userId\":\"bad-7\"" + view + ",\"timestamp\":" + (nowMillis + TEN_DAYS) + "}",
                        "far future"),
                user(null, "{\"userId\":\"bad-8\"" + view + time + "}", "no key"),
                user("bad-9", "{\"userId\":\"other\"" + view + time + "}", "key differs"),
                new BadRecord(
                        Topics.RECOMMENDATION_REQUESTS,
                        bytes("bad-10"),
                        bytes("{\"requestId\":\"bad-10\",\"userId\":\"bad-10\",\"k\":0}"),
                        "k of 0"),
                new BadRecord(
                        Topics.ITEM_CATALOG,
                        bytes("bad-11"),
                        bytes("{\"itemId\":\"bad-11\",\"categories\":\"all\"}"),
                        "categories not a list"));
    }

    private static BadRecord sensor(@Nullable String key, @Nullable String value, String what) {
        return new BadRecord(Topics.SENSOR_READINGS, bytes(key), bytes(value), what);
    }

    private static BadRecord user(@Nullable String key, @Nullable String value, String what) {
        return new BadRecord(Topics.USER_EVENTS, bytes(key), bytes(value), what);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
