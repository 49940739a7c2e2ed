package dev.millrace.streams.flink.sensors;

import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorStateCodec;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.io.IOException;
import java.time.Clock;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pure core per sensor. The reading that closes a window sends it at once; nothing waits for a watermark. One timer
 * per sensor, set when it is first heard, forgets it after {@code stateTtl} without a reading. That is the one place where the
 * wall clock counts: sensors that replay data of different years side by side are behind each other, not silent.
 *
 * <p>An operator and not a process function, because a {@link SensorCache} stands before the keyed state: Flink's current key is
 * set only where that state is touched, and a checkpoint is told before it is taken.
 */
final class WindowsOperator extends AbstractStreamOperator<Outgoing>
        implements OneInputStreamOperator<SensorInput.Accepted, Outgoing>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1;
    private static final long MEBIBYTE = 1024 * 1024;
    /** What a checkpoint has to write at most before it is taken; no reading is taken in meanwhile. */
    private static final int MOST_DIRTY = 8192;

    private final SensorSettings settings;
    private final Clock clock;
    private final long cacheBytes;

    private transient @Nullable Core core;

    /** What exists only in a running task. */
    private record Core(
            SensorWindows windows,
            SensorCache cache,
            Keyed store,
            WindowRecords records,
            StreamRecord<Outgoing> out,
            InternalTimerService<VoidNamespace> timers,
            Counter sent,
            Counter duplicates,
            Counter late) {}

    WindowsOperator(SensorSettings settings, Clock clock) {
        this(settings, clock, settings.cacheMegabytes() * MEBIBYTE);
    }

    WindowsOperator(SensorSettings settings, Clock clock, long cacheBytes) {
        this.settings = settings;
        this.clock = clock;
        this.cacheBytes = cacheBytes;
    }

    @Override
    public void open() throws Exception {
        super.open();
        MetricGroup group = getMetricGroup().addGroup("millrace");
        ValueState<byte[]> slot = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("sensor", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        var store = new Keyed(slot, new SensorStateCodec(settings.window()));
        core = new Core(
                new SensorWindows(settings.window()),
                new SensorCache(store, cacheBytes, MOST_DIRTY),
                store,
                new WindowRecords(settings.model(), clock),
                new StreamRecord<>(null),
                // the name that a process function's timers have, so that checkpoints of one are restored
                getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this),
                group.counter("sensor.windows"),
                group.counter("sensor.readings.duplicate"),
                group.counter("sensor.readings.late"));
    }

    /** The keyed state as the cache's store; what it does is done under the sensor's key. */
    private final class Keyed implements SensorCache.Store {
        private final ValueState<byte[]> slot;
        private final SensorStateCodec codec;

        Keyed(ValueState<byte[]> slot, SensorStateCodec codec) {
            this.slot = slot;
            this.codec = codec;
        }

        @Override
        public SensorEntry load(String sensorId) throws IOException {
            setCurrentKey(sensorId);
            byte[] bytes = slot.value();
            return bytes == null
                    ? new SensorEntry(sensorId, null, 0)
                    : new SensorEntry(sensorId, codec.decode(SensorSlot.state(bytes)), SensorSlot.lastHeard(bytes));
        }

        @Override
        public void save(SensorEntry entry) throws IOException {
            SensorState state = entry.state();
            if (state != null) {
                setCurrentKey(entry.sensorId());
                slot.update(SensorSlot.of(entry.lastHeard(), codec.encode(state)));
            }
        }
    }

    /** Not per record: see {@link Keyed}. */
    @Override
    @SuppressWarnings("rawtypes") // as it was declared
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<SensorInput.Accepted> element) throws Exception {
        Core here = core();
        SensorInput.Accepted input = element.getValue();
        SensorEntry entry = here.cache.get(input.reading().sensorId());
        SensorState before = entry.state();
        SensorWindows.Step step = here.windows.onReading(before, input.reading());
        Outcome outcome = step.outcome();
        if (outcome instanceof Outcome.Duplicate) {
            here.duplicates.inc();
            return;
        }
        if (outcome instanceof Outcome.TooLate late) {
            here.late.inc();
            output.collect(
                    RefuseInvalid.DEAD_LETTERS, new StreamRecord<>(here.records.deadLetter(input, late.reason())));
            return;
        }
        long heard = here.timers.currentProcessingTime();
        if (before == null) {
            setCurrentKey(entry.sensorId());
            here.timers.registerProcessingTimeTimer(
                    VoidNamespace.INSTANCE, heard + settings.stateTtl().toMillis());
        }
        here.cache.changed(entry, step.state(), heard);
        if (outcome instanceof Outcome.Windows windows) {
            for (Outgoing request : here.records.requests(input, windows)) {
                output.collect(
                        element.hasTimestamp()
                                ? here.out.replace(request, element.getTimestamp())
                                : here.out.replace(request));
            }
            here.sent.inc(windows.requests().size());
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        Core here = core();
        SensorEntry cached = here.cache.peek(timer.getKey());
        SensorEntry sensor = cached == null ? here.store.load(timer.getKey()) : cached;
        long due = sensor.lastHeard() + settings.stateTtl().toMillis();
        if (due <= timer.getTimestamp()) {
            here.cache.remove(timer.getKey());
            here.store.slot.clear();
        } else {
            here.timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer of event time is ever set");
    }

    /** Before Flink takes the keyed state's snapshot. */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        core().cache.flush();
        super.snapshotState(context);
    }

    private Core core() {
        Core here = core;
        if (here == null) {
            throw new IllegalStateException("not open");
        }
        return here;
    }
}
