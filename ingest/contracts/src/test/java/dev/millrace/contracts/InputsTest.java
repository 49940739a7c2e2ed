package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputsTest {
    private static final long NOW = 1_790_000_000_000L;

    @Test
    void readingIsReadWithSortedChannels() throws Exception {
        SensorReading reading = Inputs.readSensorReading(
                bytes("pump-1"),
                bytes(
                        "{\"sensorId\":\"pump-1\",\"timestamp\":1700000000000,\"values\":{\"b\":2,\"a\":1.5},\"extra\":[]}"),
                NOW);
        assertThat(reading.channels()).containsExactly("a", "b");
        assertThat(reading.values()).containsExactly(1.5, 2.0);
        assertThat(reading.timestamp()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        var reading = new SensorReading("s", 1_700_000_000_000L, new String[] {"x"}, new double[] {-1e-3}, "e1");
        SensorReading back = Inputs.readSensorReading(bytes("s"), Inputs.write(reading), NOW);
        assertThat(back).usingRecursiveComparison().isEqualTo(reading);

        var event = new UserEvent("u", "i", UserEvent.Type.RATING, 1_700_000_000_000L, 4.5, "session", "e2");
        assertThat(Inputs.readUserEvent(bytes("u"), Inputs.write(event), NOW)).isEqualTo(event);

        var item = new CatalogItem("i", "Title", java.util.List.of("a", "b"), java.util.Map.of("year", "1995"));
        assertThat(Inputs.readCatalogItem(bytes("i"), Inputs.write(item))).isEqualTo(item);

        var request = new RecommendationRequest("r", "u", 3, java.util.List.of("i"), 5L);
        assertThat(Inputs.readRecommendationRequest(bytes("u"), Inputs.write(request), NOW))
                .isEqualTo(request);
    }

    @Test
    void isoTimesWithAZoneAreAccepted() throws Exception {
        UserEvent event = Inputs.readUserEvent(
                bytes("7"),
                bytes("{\"userId\":7,\"itemId\":9,\"type\":\"view\",\"timestamp\":\"2023-11-14T23:13:20+01:00\"}"),
                NOW);
        assertThat(event.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(event.userId()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MALFORMED    | {\"sensorId\": | not valid JSON",
                "MALFORMED    | [1,2] | not a JSON object",
                "NOT_FINITE   | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":{\"a\":NaN}} | NaN",
                "NOT_FINITE   | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":{\"a\":\"NaN\"}} | values.a",
                "NOT_FINITE   | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":{\"a\":1e999}} | values.a",
                "WRONG_TYPE   | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":{\"a\":true}} | must be a number",
                "WRONG_TYPE   | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":7} | must be an object",
                "WRONG_TYPE   | {\"sensorId\":\"s\",\"timestamp\":\"2026-01-31 12:00\",\"values\":{\"a\":1}} | ISO-8601",
                "MISSING_KEY  | {\"timestamp\":1,\"values\":{\"a\":1}} | 'sensorId' is missing",
                "MISSING_KEY  | {\"sensorId\":\"s\",\"values\":{\"a\":1}} | 'timestamp' is missing",
                "MISSING_KEY  | {\"sensorId\":\"s\",\"timestamp\":1,\"values\":{}} | no channel",
                "MISSING_KEY  | {\"sensorId\":\"other\",\"timestamp\":1,\"values\":{\"a\":1}} | differs",
                "FUTURE_TIME  | {\"sensorId\":\"s\",\"timestamp\":1790090000000,\"values\":{\"a\":1}} | in the future",
            })
    void brokenReadingIsRefusedWithItsKindAndReason(ErrorKind kind, String value, String reason) {
        var refused = catchThrowableOfType(
                InvalidRecordException.class, () -> Inputs.readSensorReading(bytes("s"), bytes(value), NOW));
        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused.reason()).contains(reason);
    }

    @Test
    void missingKeyAndOversizeAndUnknownTypeAreRefused() {
        byte[] good = bytes("{\"userId\":\"u\",\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1}");
        assertThat(catchThrowableOfType(InvalidRecordException.class, () -> Inputs.readUserEvent(null, good, NOW))
                        .kind())
                .isEqualTo(ErrorKind.MISSING_KEY);
        assertThat(catchThrowableOfType(
                                InvalidRecordException.class,
                                () -> Inputs.readUserEvent(bytes("u"), new byte[Topics.MAX_VALUE_BYTES + 1], NOW))
                        .kind())
                .isEqualTo(ErrorKind.OVERSIZE);
        assertThat(catchThrowableOfType(
                                InvalidRecordException.class,
                                () -> Inputs.readUserEvent(
                                        bytes("u"),
                                        bytes("{\"userId\":\"u\",\"itemId\":\"i\",\"type\":\"stare\",\"timestamp\":1}"),
                                        NOW))
                        .reason())
                .contains("view, cart, purchase, rating, impression, click");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
