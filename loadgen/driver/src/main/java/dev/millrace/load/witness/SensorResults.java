package dev.millrace.load.witness;

import dev.millrace.load.plan.SensorNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came of the sensor flow: scores and alerts. The public methods are thread-safe. */
public final class SensorResults {
    private final OwedSensors owed;
    private final SensorNames names;
    private final FlowBook book;
    private final AlertBook alerts;

    /** Events due before {@code warmUp} has passed are kept apart in the latencies. */
    public SensorResults(OwedSensors owed, SensorNames names, RunTime time, Duration warmUp) {
        this.owed = owed;
        this.names = names;
        this.book = new FlowBook(time, warmUp);
        this.alerts = new AlertBook(names);
    }

    public OwedSensors owed() {
        return owed;
    }

    /** How this run's sensors are called. */
    public SensorNames names() {
        return names;
    }

    public FlowBook book() {
        return book;
    }

    /** Each alert of this run's sensors once. */
    public List<AlertSpan> alerts() {
        return alerts.spans();
    }

    /** Alert steps that came again. */
    public long duplicateAlertSteps() {
        return alerts.duplicates();
    }

    /** Whether a record with this key is of this run. */
    boolean isOurs(String key) {
        return names.index(key) >= 0;
    }

    void onScore(ConsumerRecord<byte[], byte[]> record, long arrivedMicros) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null || value == null) {
            book.foreign();
            return;
        }
        long windowEnd = ScoreScan.windowEnd(key, value);
        if (windowEnd != ScoreScan.UNKNOWN) {
            score(new String(key, StandardCharsets.UTF_8), windowEnd, record.timestamp(), arrivedMicros);
            return;
        }
        ScoreHead head = ScoreHead.read(value);
        if (head == null) {
            book.foreign();
        } else {
            score(head.sensorId(), head.windowEnd(), record.timestamp(), arrivedMicros);
        }
    }

    private void score(String sensorId, long windowEnd, long publishedMillis, long arrivedMicros) {
        int sensor = names.index(sensorId);
        if (sensor < 0) {
            book.foreign();
            return;
        }
        long sample = names.sample(sensor, windowEnd);
        book.result(owed.settle(sensor, sample), sensor, sample, publishedMillis, arrivedMicros);
    }

    void onAlert(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            alerts.received(record.value());
        }
    }
}
