package dev.millrace.local.demo.send;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.local.demo.measure.DeadLetterBook;
import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.measure.WindowId;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Encodes readings. Replays them through the platform's own window core to know exactly which scores are owed: one per window
 * that a reading closes or corrects, a dead letter for one that is too late, nothing for a repeated one. One thread.
 */
public final class SensorFlow implements FlowEncoder<SensorReading> {
    private final SensorWindows windows = new SensorWindows(WindowConfig.defaults());
    private final Map<String, SensorState> states = new HashMap<>();
    private final FlowMeter<WindowId> meter;
    private final DeadLetterBook deadLetters;

    public SensorFlow(FlowMeter<WindowId> meter, DeadLetterBook deadLetters) {
        this.meter = meter;
        this.deadLetters = deadLetters;
    }

    @Override
    public ProducerRecord<byte[], byte[]> encode(SensorReading reading, long sentAt) {
        byte[] key = reading.sensorId().getBytes(StandardCharsets.UTF_8);
        byte[] value = Inputs.write(reading);
        var record = new ProducerRecord<>(Topics.SENSOR_READINGS, null, sentAt, key, value);
        var step = windows.onReading(states.get(reading.sensorId()), reading);
        states.put(reading.sensorId(), step.state());
        if (step.outcome() instanceof Outcome.Windows due) {
            for (WindowRequest request : due.requests()) {
                meter.owe(new WindowId(reading.sensorId(), request.windowEnd()), sentAt);
            }
        } else if (step.outcome() instanceof Outcome.TooLate) {
            deadLetters.expect(record.headers(), key, value, "late reading of " + reading.sensorId());
        }
        return record;
    }
}
