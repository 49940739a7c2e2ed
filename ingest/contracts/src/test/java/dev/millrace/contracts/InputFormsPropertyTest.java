package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class InputFormsPropertyTest {
    private static final long NOW = 1_790_000_000_000L;

    @Property(tries = 500)
    void aReadingIsTheSameThroughBothForms(@ForAll("readings") SensorReading reading) throws Exception {
        byte[] key = reading.sensorId().getBytes(StandardCharsets.UTF_8);
        for (byte[] value : new byte[][] {Inputs.write(reading), Inputs.writeWire(reading)}) {
            assertThat(Inputs.readSensorReading(key, value, NOW))
                    .usingRecursiveComparison()
                    .isEqualTo(reading);
        }
    }

    @Property(tries = 500)
    void anEventIsTheSameThroughBothForms(@ForAll("events") UserEvent event) throws Exception {
        byte[] key = event.userId().getBytes(StandardCharsets.UTF_8);
        for (byte[] value : new byte[][] {Inputs.write(event), Inputs.writeWire(event)}) {
            assertThat(Inputs.readUserEvent(key, value, NOW)).isEqualTo(event);
        }
    }

    @Property(tries = 500)
    void theGeneratedClassReadsWhatIsWritten(@ForAll("readings") SensorReading reading) throws Exception {
        byte[] value = Inputs.writeWire(reading);
        var message = dev.millrace.contracts.wire.SensorReading.parseFrom(Arrays.copyOfRange(value, 1, value.length));
        assertThat(message.getTimestamp()).isEqualTo(reading.timestamp());
        assertThat(message.getChannelsList()).containsExactly(reading.channels());
        assertThat(message.getValuesList().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .isEqualTo(reading.values());
        assertThat(message.hasEventId() ? message.getEventId() : null).isEqualTo(reading.eventId());
    }

    /** Whatever byte is broken: a reading or a refusal, and a reading only where the generated class sees a message. */
    @Property(tries = 3000)
    void brokenBytesAreAReadingOrARefusal(@ForAll("readings") SensorReading reading, @ForAll int at, @ForAll byte to) {
        byte[] key = reading.sensorId().getBytes(StandardCharsets.UTF_8);
        byte[] wire = Inputs.writeWire(reading);
        wire[1 + Math.floorMod(at, wire.length - 1)] = to;
        try {
            assertThat(Inputs.readSensorReading(key, wire, NOW)).isNotNull();
            assertThat(dev.millrace.contracts.wire.SensorReading.parseFrom(Arrays.copyOfRange(wire, 1, wire.length)))
                    .isNotNull();
        } catch (InvalidRecordException e) {
            assertThat(e.reason()).isNotEmpty();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("read, although it is no message", e);
        }
    }

    /** The quick reader of JSON leaves what it does not know to the tree reader, and is never of another opinion. */
    @Property(tries = 5000)
    void theQuickReaderAcceptsOnlyWhatTheTreeReaderAccepts(
            @ForAll("readings") SensorReading reading, @ForAll int at, @ForAll("json") char to) throws Exception {
        byte[] key = reading.sensorId().getBytes(StandardCharsets.UTF_8);
        byte[] json = Inputs.write(reading);
        json[Math.floorMod(at, json.length)] = (byte) to;
        SensorReading quick = JsonReadings.read(key, json, NOW);
        if (quick != null) {
            assertThat(quick).usingRecursiveComparison().isEqualTo(Inputs.readTree(key, json, NOW));
        }
    }

    @Example
    void theQuickReaderTakesWhatTheTreeReaderTakes() throws Exception {
        byte[] key = "s".getBytes(StandardCharsets.UTF_8);
        Map<String, Boolean> quick = new TreeMap<>();
        for (String json : new String[] {
            "{\"sensorId\":\"s\",\"timestamp\":7,\"values\":{\"b\":-0,\"a\":1.25e-7}}",
            " {\"x\":null,\"y\":\"\\u00e9\",\"timestamp\":\"2023-11-14T23:13:20+01:00\",\"eventId\":\"e\",\"values\":{\"a\":12345678901234567890},\"sensorId\":\"s\"} x",
        }) {
            byte[] value = json.getBytes(StandardCharsets.UTF_8);
            SensorReading read = JsonReadings.read(key, value, NOW);
            assertThat(read).usingRecursiveComparison().isEqualTo(Inputs.readTree(key, value, NOW));
            quick.put(json, read != null);
        }
        assertThat(quick.values()).containsOnly(true);
    }

    /** The same of user events. */
    @Property(tries = 5000)
    void theQuickReaderOfEventsAcceptsOnlyWhatTheTreeReaderAccepts(
            @ForAll("events") UserEvent event, @ForAll int at, @ForAll("json") char to) throws Exception {
        byte[] key = event.userId().getBytes(StandardCharsets.UTF_8);
        byte[] json = Inputs.write(event);
        assertThat(JsonEvents.read(key, json, NOW)).isEqualTo(event);
        json[Math.floorMod(at, json.length)] = (byte) to;
        UserEvent quick = JsonEvents.read(key, json, NOW);
        if (quick != null) {
            assertThat(quick).isEqualTo(Inputs.readEventTree(key, json, NOW));
        }
    }

    @Example
    void theQuickReaderOfEventsLeavesTheUnusualToTheTreeReader() {
        byte[] key = "u".getBytes(StandardCharsets.UTF_8);
        String usual = "'userId':'u','itemId':'i','type':'view','timestamp':7";
        assertThat(quickEvent(key, usual + ",'x':1.5,'value':-0,'sessionId':'s'"))
                .isNotNull();
        for (String more : new String[] {
            ",'itemId':'j'",
            ",'type':'cart'",
            ",'timestamp':8",
            ",'x':{}",
            ",'eventId':null",
            ",'value':1e999",
            ",'value':'NaN'"
        }) {
            assertThat(quickEvent(key, usual + more)).as(more).isNull();
        }
        assertThat(quickEvent(key, usual.replace("'view'", "'VIEW'"))).isNull();
        assertThat(quickEvent(key, usual.replace("'i'", "''"))).isNull();
        assertThat(quickEvent(key, usual.replace("'u'", "'v'"))).isNull();
    }

    private static @Nullable UserEvent quickEvent(byte[] key, String fields) {
        return JsonEvents.read(key, ("{" + fields.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8), NOW);
    }

    @Provide
    Arbitrary<SensorReading> readings() {
        Arbitrary<Map<String, Double>> values = Arbitraries.maps(
                        Arbitraries.strings()
                                .excludeChars('\uFFFD')
                                .ofMaxLength(12)
                                .filter(InputFormsPropertyTest::isText),
                        Arbitraries.doubles())
                .ofMinSize(1)
                .ofMaxSize(12);
        return Combinators.combine(ids(), Arbitraries.longs().between(0, NOW), values, ids().injectNull(.5))
                .as((sensor, time, byName, event) -> {
                    var sorted = new TreeMap<>(byName);
                    double[] numbers = sorted.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    return new SensorReading(sensor, time, sorted.keySet().toArray(new String[0]), numbers, event);
                });
    }

    @Provide
    Arbitrary<UserEvent> events() {
        return Combinators.combine(
                        ids(),
                        ids(),
                        Arbitraries.of(UserEvent.Type.class),
                        Arbitraries.longs().between(0, NOW),
                        Arbitraries.doubles().injectNull(.5),
                        ids().injectNull(.5),
                        ids().injectNull(.5))
                .as(InputFormsPropertyTest::event);
    }

    private static UserEvent event(
            String user,
            String item,
            UserEvent.Type type,
            long time,
            @Nullable Double value,
            @Nullable String session,
            @Nullable String id) {
        return new UserEvent(user, item, type, time, value, session, id);
    }

    @Provide
    Arbitrary<Character> json() {
        return Arbitraries.of(
                '{',
                '}',
                '[',
                ']',
                '"',
                '\\',
                ',',
                ':',
                '-',
                '0',
                '9',
                'e',
                '.',
                'n',
                'N',
                ' ',
                '\n',
                (char) 200,
                (char) 0);
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.strings()
                .excludeChars('\uFFFD')
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(InputFormsPropertyTest::isText);
    }

    /** No half of a surrogate pair: UTF-8 has none. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
