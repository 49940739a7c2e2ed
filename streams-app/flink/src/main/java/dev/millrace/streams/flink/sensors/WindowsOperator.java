package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorStateCodec;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pure core per sensor. The reading that closes a window sends it at once; nothing waits for a watermark. One timer
 * per sensor, set when it is first heard, forgets it after {@code stateTtl} without a reading. That is the one place where the
 * wall clock counts: sensors that replay data of different years side by side are behind each other, not silent.
 */
final class WindowsFunction extends KeyedProcessFunction<String, SensorInput.Accepted, Outgoing> {
    private static final long serialVersionUID = 1;
    private static final String TIMING = "window";

    private final SensorSettings settings;
    private final Clock clock;

    private transient @Nullable Core core;

    /** What exists only in a running task. */
    private record Core(
            SensorWindows windows,
            SensorStateCodec codec,
            ValueState<byte[]> slot,
            Counter sent,
            Counter duplicates,
            Counter late) {}

    WindowsFunction(SensorSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("millrace");
        core = new Core(
                new SensorWindows(settings.window()),
                new SensorStateCodec(settings.window()),
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>(
                                "sensor", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                group.counter("sensor.windows"),
                group.counter("sensor.readings.duplicate"),
                group.counter("sensor.readings.late"));
    }

    @Override
    public void processElement(SensorInput.Accepted input, Context context, Collector<Outgoing> out)
            throws IOException {
        Core here = core();
        byte[] slot = here.slot.value();
        SensorState before = slot == null ? null : here.codec.decode(SensorSlot.state(slot));
        SensorWindows.Step step = here.windows.onReading(before, input.reading());
        Outcome outcome = step.outcome();
        if (outcome instanceof Outcome.Duplicate) {
            here.duplicates.inc();
            return;
        }
        if (outcome instanceof Outcome.TooLate late) {
            here.late.inc();
            context.output(RefuseInvalid.DEAD_LETTERS, deadLetter(input, late.reason()));
            return;
        }
        long heard = context.timerService().currentProcessingTime();
        if (slot == null) {
            context.timerService()
                    .registerProcessingTimeTimer(heard + settings.stateTtl().toMillis());
        }
        here.slot.update(SensorSlot.of(heard, here.codec.encode(step.state())));
        if (outcome instanceof Outcome.Windows windows) {
            send(input, windows, out);
            here.sent.inc(windows.requests().size());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) throws IOException {
        byte[] slot = core().slot.value();
        if (slot == null) {
            return;
        }
        long due = SensorSlot.lastHeard(slot) + settings.stateTtl().toMillis();
        if (due <= timestamp) {
            core().slot.clear();
        } else {
            context.timerService().registerProcessingTimeTimer(due);
        }
    }

    private void send(SensorInput.Accepted input, Outcome.Windows windows, Collector<Outgoing> out) {
        long waited = clock.millis() - input.kafkaTimestamp();
        RequestContext request = RequestContext.of(input.source(), input.kafkaTimestamp(), input.headers())
                .with(TIMING, (double) waited);
        String topic = Topics.inference(settings.model());
        for (WindowRequest window : windows.requests()) {
            Headers headers = new RecordHeaders();
            request.write(headers);
            out.collect(new Outgoing(topic, key(window.sensorId()), window.encode(settings.model()), headers));
        }
    }

    private Outgoing deadLetter(SensorInput.Accepted input, String reason) {
        return Outgoing.of(new DeadLetter(
                        input.source(),
                        key(input.reading().sensorId()),
                        input.value(),
                        input.headers(),
                        SensorWindowsJob.STAGE,
                        ErrorKind.TOO_LATE,
                        reason,
                        1,
                        clock.millis(),
                        null)
                .toRecord());
    }

    private static byte[] key(String sensorId) {
        return sensorId.getBytes(StandardCharsets.UTF_8);
    }

    private Core core() {
        Core here = core;
        if (here == null) {
            throw new IllegalStateException("not open");
        }
        return here;
    }
}
