package dev.millrace.microbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.UserEvent;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyCodec;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorStateCodec;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure parts of a flow alone: codecs of the inputs, the windows' step, the codec of a sensor's state, the key of a feature row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CoreBench {
    private static final WindowConfig CONFIG = new WindowConfig(16, 4, 256, 20, 32);
    private static final String[] CHANNELS = {"current", "pressure", "temperature", "vibration"};
    private static final long NOW = 1_800_000_000_000L;
    private static final int SETTLED = 400;

    private final byte[] sensor = "pump-0001".getBytes(UTF_8);
    private final byte[] user = "user-0001".getBytes(UTF_8);
    private final SensorWindows windows = new SensorWindows(CONFIG);
    private final SensorStateCodec codec = new SensorStateCodec(CONFIG);
    private final EntityKey key = EntityKey.of("user_id", "user-0001");
    private byte[] readingJson = {};
    private byte[] readingWire = {};
    private byte[] eventJson = {};
    private byte[] eventWire = {};
    private byte[] stored = {};
    private @Nullable SensorState state;
    private int sample;

    @Setup(Level.Trial)
    public void fill() {
        readingJson = Inputs.write(reading(1));
        readingWire = Inputs.writeWire(reading(1));
        var event = new UserEvent("user-0001", "item-4711", UserEvent.Type.VIEW, NOW, null, null, "event-1");
        eventJson = Inputs.write(event);
        eventWire = Inputs.writeWire(event);
        for (sample = 0; sample < SETTLED; sample++) {
            state = windows.onReading(state, reading(sample)).state();
        }
        stored = codec.encode(Objects.requireNonNull(state));
    }

    private static SensorReading reading(int at) {
        double load = Math.sin(.05 * at);
        double[] values = {12 + 5 * load, 4.5 + 1.6 * load, 62 + 9 * load, 2.2 + 1.1 * load};
        return new SensorReading("pump-0001", 1_700_000_000_000L + 1000L * at, CHANNELS, values, null);
    }

    @Benchmark
    public SensorReading readingFromJson() throws InvalidRecordException {
        return Inputs.readSensorReading(sensor, readingJson, NOW);
    }

    @Benchmark
    public SensorReading readingFromWire() throws InvalidRecordException {
        return Inputs.readSensorReading(sensor, readingWire, NOW);
    }

    @Benchmark
    public UserEvent eventFromJson() throws InvalidRecordException {
        return Inputs.readUserEvent(user, eventJson, NOW);
    }

    @Benchmark
    public UserEvent eventFromWire() throws InvalidRecordException {
        return Inputs.readUserEvent(user, eventWire, NOW);
    }

    /** A quarter of the steps closes a window. */
    @Benchmark
    public Object windowStep() {
        SensorWindows.Step step = windows.onReading(state, reading(sample++));
        state = step.state();
        return step.outcome();
    }

    @Benchmark
    public byte[] stateEncode() {
        return codec.encode(Objects.requireNonNull(state));
    }

    @Benchmark
    public SensorState stateDecode() {
        return codec.decode(stored);
    }

    @Benchmark
    public byte[] featureKey() {
        return EntityKeyCodec.encode(key, "millrace");
    }
}
