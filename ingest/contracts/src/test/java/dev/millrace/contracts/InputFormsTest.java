package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON and the internal wire: what one form accepts or refuses, the other does, with the same words. */
class InputFormsTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final byte[] KEY = bytes("k");

    /** The same broken record in both forms. */
    record Broken(String name, ErrorKind kind, String reason, byte @Nullable [] key, byte[] json, byte[] wire) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Broken> readings() {
        return Stream.of(
                reading(
                        "missing key",
                        ErrorKind.MISSING_KEY,
                        "no key",
                        null,
                        "\"timestamp\":1,\"values\":{\"a\":1}",
                        r -> r),
                reading(
                        "key differs",
                        ErrorKind.MISSING_KEY,
                        "differs from the value's sensorId 'k'",
                        bytes("x"),
                        "\"timestamp\":1,\"values\":{\"a\":1}",
                        r -> r),
                reading(
                        "not finite",
                        ErrorKind.NOT_FINITE,
                        "values.a",
                        KEY,
                        "\"timestamp\":1,\"values\":{\"a\":1e999}",
                        r -> r.setValues(0, Double.POSITIVE_INFINITY)),
                reading(
                        "not a number",
                        ErrorKind.NOT_FINITE,
                        "values.a",
                        KEY,
                        "\"timestamp\":1,\"values\":{\"a\":\"NaN\"}",
                        r -> r.setValues(0, Double.NaN)),
                reading(
                        "no channel",
                        ErrorKind.MISSING_KEY,
                        "field 'values' has no channel",
                        KEY,
                        "\"timestamp\":1,\"values\":{}",
                        r -> r.clearChannels().clearValues()),
                reading(
                        "no time",
                        ErrorKind.MISSING_KEY,
                        "field 'timestamp' is missing",
                        KEY,
                        "\"values\":{\"a\":1}",
                        r -> r.clearTimestamp()),
                reading(
                        "future time",
                        ErrorKind.FUTURE_TIME,
                        "more than a day in the future: 1790090000000",
                        KEY,
                        "\"timestamp\":1790090000000,\"values\":{\"a\":1}",
                        r -> r.setTimestamp(1790090000000L)),
                reading(
                        "before 1970",
                        ErrorKind.WRONG_TYPE,
                        "field 'timestamp' is before 1970",
                        KEY,
                        "\"timestamp\":-1,\"values\":{\"a\":1}",
                        r -> r.setTimestamp(-1)),
                new Broken(
                        "oversize",
                        ErrorKind.OVERSIZE,
                        "bytes, at most",
                        KEY,
                        new byte[Topics.MAX_VALUE_BYTES + 1],
                        filled(Topics.MAX_VALUE_BYTES + 1, Inputs.WIRE)),
                new Broken("malformed", ErrorKind.MALFORMED, "not ", KEY, bytes("{\"a"), new byte[] {Inputs.WIRE, 8}));
    }

    static Stream<Broken> events() {
        return Stream.of(
                event(
                        "missing key",
                        ErrorKind.MISSING_KEY,
                        "no key",
                        null,
                        "\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1",
                        e -> e),
                event(
                        "key differs",
                        ErrorKind.MISSING_KEY,
                        "differs from the value's userId 'k'",
                        bytes("x"),
                        "\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1",
                        e -> e),
                event(
                        "no item",
                        ErrorKind.MISSING_KEY,
                        "field 'itemId' is missing",
                        KEY,
                        "\"type\":\"view\",\"timestamp\":1",
                        e -> e.clearItemId()),
                event(
                        "no type",
                        ErrorKind.MISSING_KEY,
                        "field 'type' is missing",
                        KEY,
                        "\"itemId\":\"i\",\"timestamp\":1",
                        e -> e.clearType()),
                event(
                        "other type",
                        ErrorKind.WRONG_TYPE,
                        "one of view, cart",
                        KEY,
                        "\"itemId\":\"i\",\"type\":\"7\",\"timestamp\":1",
                        e -> e.setTypeValue(7)),
                event(
                        "no time",
                        ErrorKind.MISSING_KEY,
                        "field 'timestamp' is missing",
                        KEY,
                        "\"itemId\":\"i\",\"type\":\"view\"",
                        e -> e.clearTimestamp()),
                event(
                        "future time",
                        ErrorKind.FUTURE_TIME,
                        "in the future",
                        KEY,
                        "\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1790090000000",
                        e -> e.setTimestamp(1790090000000L)),
                event(
                        "not finite",
                        ErrorKind.NOT_FINITE,
                        "field 'value'",
                        KEY,
                        "\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1,\"value\":1e999",
                        e -> e.setValue(Double.NEGATIVE_INFINITY)),
                new Broken("malformed", ErrorKind.MALFORMED, "not ", KEY, bytes("{\"a"), new byte[] {Inputs.WIRE, 15}));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void brokenReadingIsRefusedAlikeInBothForms(Broken broken) {
        for (byte[] value : List.of(broken.json, broken.wire)) {
            var refused = catchThrowableOfType(
                    InvalidRecordException.class, () -> Inputs.readSensorReading(broken.key, value, NOW));
            assertThat(refused.kind()).isEqualTo(broken.kind);
            assertThat(refused.reason()).contains(broken.reason);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void brokenEventIsRefusedAlikeInBothForms(Broken broken) {
        for (byte[] value : List.of(broken.json, broken.wire)) {
            var refused = catchThrowableOfType(
                    InvalidRecordException.class, () -> Inputs.readUserEvent(broken.key, value, NOW));
            assertThat(refused.kind()).isEqualTo(broken.kind);
            assertThat(refused.reason()).contains(broken.reason);
        }
    }

    @Test
    void aMessageOfTheGeneratedClassIsReadWithSortedChannelsAndItsKeyAsId() throws Exception {
        var message = dev.millrace.contracts.wire.SensorReading.newBuilder()
                .setTimestamp(5)
                .addAllChannels(List.of("c", "a", "b"))
                .addAllValues(List.of(3.0, 1.0, 2.0))
                .build();
        SensorReading first = Inputs.readSensorReading(KEY, wire(message.toByteArray()), NOW);
        assertThat(first.sensorId()).isEqualTo("k");
        assertThat(first.channels()).containsExactly("a", "b", "c");
        assertThat(first.values()).containsExactly(1, 2, 3);
        SensorReading json = Inputs.readSensorReading(
                KEY, bytes("{\"sensorId\":\"k\",\"timestamp\":5,\"values\":{\"b\":2,\"a\":1,\"c\":3}}"), NOW);
        assertThat(json).usingRecursiveComparison().isEqualTo(first);
        assertThat(json.channels()).isSameAs(first.channels());
    }

    @Test
    void channelsInTwoPiecesAndValuesThatAreNotPackedAreRead() throws Exception {
        byte[] value = {1, 16, 5, 26, 1, 'b', 33, 0, 0, 0, 0, 0, 0, 0, 64, 26, 1, 'a', 33, 0, 0, 0, 0, 0, 0, -16, 63};
        SensorReading reading = Inputs.readSensorReading(KEY, value, NOW);
        assertThat(reading.channels()).containsExactly("a", "b");
        assertThat(reading.values()).containsExactly(1, 2);
    }

    @Test
    void wireReadingsAreRefusedForWhatJsonCannotSay() {
        assertThat(refusal(message().addChannels("b"))).contains("2 channels, but 1 values");
        assertThat(refusal(message().addChannels("a").addValues(2))).contains("channel 'a' is there twice");
        assertThat(refusal(message().clearSensorId(), new byte[] {(byte) 0xC3})).contains("key is not UTF-8");
        assertThat(refusal(message().clearSensorId(), new byte[0])).contains("'sensorId' is missing");
    }

    @Test
    void aListOfChannelsThatWasReadBeforeIsNotReadTwice() throws Exception {
        byte[] value = wire(message().build().toByteArray());
        assertThat(Inputs.readSensorReading(KEY, value, NOW).channels())
                .isSameAs(Inputs.readSensorReading(KEY, value, NOW).channels());
    }

    private static String refusal(dev.millrace.contracts.wire.SensorReading.Builder message) {
        return refusal(message, KEY);
    }

    private static String refusal(dev.millrace.contracts.wire.SensorReading.Builder message, byte[] key) {
        byte[] value = wire(message.build().toByteArray());
        return catchThrowableOfType(InvalidRecordException.class, () -> Inputs.readSensorReading(key, value, NOW))
                .reason();
    }

    private static dev.millrace.contracts.wire.SensorReading.Builder message() {
        return dev.millrace.contracts.wire.SensorReading.newBuilder()
                .setSensorId("k")
                .setTimestamp(1)
                .addChannels("a")
                .addValues(1);
    }

    private static Broken reading(
            String name,
            ErrorKind kind,
            String reason,
            byte @Nullable [] key,
            String json,
            UnaryOperator<dev.millrace.contracts.wire.SensorReading.Builder> broken) {
        byte[] wire = wire(broken.apply(message()).build().toByteArray());
        return new Broken(name, kind, reason, key, bytes("{\"sensorId\":\"k\"," + json + "}"), wire);
    }

    private static Broken event(
            String name,
            ErrorKind kind,
            String reason,
            byte @Nullable [] key,
            String json,
            UnaryOperator<dev.millrace.contracts.wire.UserEvent.Builder> broken) {
        var whole = dev.millrace.contracts.wire.UserEvent.newBuilder()
                .setUserId("k")
                .setItemId("i")
                .setType(dev.millrace.contracts.wire.UserEvent.Type.VIEW)
                .setTimestamp(1);
        byte[] wire = wire(broken.apply(whole).build().toByteArray());
        return new Broken(name, kind, reason, key, bytes("{\"userId\":\"k\"," + json + "}"), wire);
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static byte[] wire(byte[] message) {
        byte[] value = new byte[message.length + 1];
        value[0] = Inputs.WIRE;
        System.arraycopy(message, 0, value, 1, message.length);
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
