package dev.millrace.load.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.UserEvent;
import dev.millrace.load.arrival.ConstantRate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static final Duration RUN = Duration.ofSeconds(2);

    private static SensorLoad sensors(Wire wire) {
        return Loads.sensors(3000, .5, new ConstantRate(1000, null), wire, .9, 0, 0);
    }

    @Test
    void jsonReadingsAreWhatContractsRead() throws Exception {
        SensorLoad load = sensors(Wire.JSON);
        var world = new SensorWorld(load, Loads.BEGIN);
        var signals = new SensorSignals(load);
        var encoder = new SensorEncoder(load, world);
        for (int i = 0; i < 4000; i++) {
            var sample = new SensorSample(i % 3000, i * 151L);
            SensorReading reading = Inputs.readSensorReading(
                    encoder.key(sample), encoder.value(new PlannedEvent<>(i, sample)), Loads.BEGIN);
            assertThat(reading.sensorId()).isEqualTo(world.id(sample.sensor()));
            assertThat(reading.timestamp()).isEqualTo(world.time(sample.sensor(), sample.sample()));
            assertThat(reading.channels()).containsExactlyElementsOf(SensorSignals.CHANNELS);
            assertThat(reading.values()).isEqualTo(signals.values(sample.sensor(), sample.sample()));
        }
    }

    @Test
    void internalReadingsAreTheSameInProtobuf() throws Exception {
        SensorLoad load = sensors(Wire.INTERNAL);
        var world = new SensorWorld(load, Loads.BEGIN);
        var signals = new SensorSignals(load);
        var encoder = new SensorEncoder(load, world);
        var sample = new SensorSample(77, 4242);
        UnknownFieldSet fields = protobuf(encoder.value(new PlannedEvent<>(0, sample)));
        assertThat(fields.asMap()).containsOnlyKeys(2, 3, 4);
        assertThat(fields.getField(2).getVarintList()).containsExactly(world.time(77, 4242));
        assertThat(texts(fields, 3)).isEqualTo(SensorSignals.CHANNELS);
        ByteBuffer packed = fields.getField(4)
                .getLengthDelimitedList()
                .get(0)
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[packed.remaining() / Double.BYTES];
        packed.asDoubleBuffer().get(values);
        assertThat(values).isEqualTo(signals.values(77, 4242));
    }

    @Test
    void jsonUserEventsAreWhatContractsRead() throws Exception {
        UserLoad load = Loads.users(5000, .5, 1000, 40, Wire.JSON);
        var world = new UserWorld(load);
        var encoder = new UserEncoder(load, world, 1, Loads.BEGIN);
        for (PlannedEvent<UserAct> event : Loads.all(new UserPlan(load, 1, 2, RUN))) {
            UserAct act = event.event();
            UserEvent read = Inputs.readUserEvent(encoder.key(act), encoder.value(event), Loads.BEGIN);
            assertThat(read)
                    .isEqualTo(new UserEvent(
                            world.userId(act.user()),
                            world.itemId(act.item()),
                            act.type(),
                            Loads.BEGIN + event.dueNanos() / 1_000_000,
                            null,
                            null,
                            world.eventId(1, act.sequence())));
        }
    }

    @Test
    void internalUserEventsAreTheSameInProtobuf() throws Exception {
        UserLoad load = Loads.users(5000, .5, 1000, 40, Wire.INTERNAL);
        var world = new UserWorld(load);
        var encoder = new UserEncoder(load, world, 0, Loads.BEGIN);
        var act = new UserAct(99, 4321, 567, UserEvent.Type.PURCHASE);
        UnknownFieldSet fields = protobuf(encoder.value(new PlannedEvent<>(5_000_000, act)));
        assertThat(fields.asMap()).containsOnlyKeys(2, 3, 4, 7);
        assertThat(texts(fields, 2)).containsExactly(world.itemId(567));
        assertThat(fields.getField(3).getVarintList()).containsExactly(3L);
        assertThat(fields.getField(4).getVarintList()).containsExactly(Loads.BEGIN + 5);
        assertThat(texts(fields, 7)).containsExactly(world.eventId(0, 99));
    }

    @Test
    void decimalNumbersAreWrittenAsPeopleDo() {
        assertThat(written(0, 3)).isEqualTo("0.000");
        assertThat(written(-5, 3)).isEqualTo("-0.005");
        assertThat(written(12_345, 3)).isEqualTo("12.345");
        assertThat(written(-123_456, 4)).isEqualTo("-12.3456");
        assertThat(written(1_790_000_000_000L, 0)).isEqualTo("1790000000000");
        assertThat(written(0, 0)).isEqualTo("0");
    }

    private static String written(long scaled, int decimals) {
        var text = new ByteText();
        text.decimal(scaled, decimals);
        return new String(text.copy(), UTF_8);
    }

    private static UnknownFieldSet protobuf(byte[] value) throws Exception {
        assertThat(value[0]).isEqualTo((byte) 1);
        return UnknownFieldSet.parseFrom(Arrays.copyOfRange(value, 1, value.length));
    }

    private static List<String> texts(UnknownFieldSet fields, int number) {
        return fields.getField(number).getLengthDelimitedList().stream()
                .map(ByteString::toStringUtf8)
                .toList();
    }
}
