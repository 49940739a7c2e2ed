package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What is sent for a reading: the requests to score its windows, or the dead letter that it becomes. */
final class WindowRecords {
    private final String model;
    private final String topic;
    private final Clock clock;

    WindowRecords(String model, Clock clock) {
        this.model = model;
        this.topic = Topics.inference(model);
        this.clock = clock;
    }

    List<Outgoing> requests(SensorInput.Accepted input, Outcome.Windows windows) {
        RequestContext request = RequestContext.of(input.source(), input.kafkaTimestamp(), input.headers())
                .until(TimedStage.INGEST, input.readAt())
                .until(TimedStage.WINDOW, Timings.micros(clock));
        List<Outgoing> records = new ArrayList<>(windows.requests().size());
        for (WindowRequest window : windows.requests()) {
            Headers headers = new RecordHeaders();
            request.write(headers);
            records.add(new Outgoing(topic, key(window.sensorId()), window.encode(model), headers));
        }
        return records;
    }

    Outgoing deadLetter(SensorInput.Accepted input, String reason) {
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
}
