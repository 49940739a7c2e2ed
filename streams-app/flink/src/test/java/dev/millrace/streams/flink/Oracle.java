package dev.millrace.streams.flink;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the pure core makes of the same readings, by window id. */
final class Oracle {
    private Oracle() {}

    static Map<String, WindowRequest> windows(List<SensorReading> readings) {
        var core = new SensorWindows(WindowConfig.defaults());
        Map<String, SensorState> states = new TreeMap<>();
        Map<String, WindowRequest> windows = new TreeMap<>();
        for (SensorReading reading : readings) {
            SensorWindows.Step step = core.onReading(states.get(reading.sensorId()), reading);
            states.put(reading.sensorId(), step.state());
            if (step.outcome() instanceof Outcome.Windows sent) {
                sent.requests().forEach(request -> windows.put(request.id(), request));
            }
        }
        return windows;
    }

    /** The requests of a topic by window id; of equal ids the last one. */
    static Map<String, WindowRequest> sent(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, WindowRequest> windows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                WindowRequest request = WindowRequest.decode(record.value());
                windows.put(request.id(), request);
            } catch (InvalidRecordException e) {
                throw new AssertionError("a broken request was sent", e);
            }
        }
        return windows;
    }
}
