package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.SensorReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sensor flow.
 *
 * @param history sent before training
 * @param live sent after it; to be walked after {@code history}
 * @param sensors how many sensors
 * @param truth windows to judge by, null where no truth is known
 * @param judgedSensors sensors whose truth is known
 * @param judgedReadings readings of these in the part that is judged
 * @param judgedDays sum over these sensors of the time of that part, in days
 * @param judgedFrom an alert that starts earlier (event time, epoch milliseconds) is not judged
 * @param judgedPart which part that is, in words
 */
public record SensorTraffic(
        Part<SensorReading> history,
        Part<SensorReading> live,
        int sensors,
        @Nullable List<TruthWindow> truth,
        Set<String> judgedSensors,
        long judgedReadings,
        double judgedDays,
        long judgedFrom,
        String judgedPart) {
    /** The same with more that is known to be anomalous; where nothing is known, nothing is. */
    public SensorTraffic with(List<TruthWindow> more) {
        if (truth == null || more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(truth);
        all.addAll(more);
        return new SensorTraffic(
                history,
                live,
                sensors,
                List.copyOf(all),
                judgedSensors,
                judgedReadings,
                judgedDays,
                judgedFrom,
                judgedPart);
    }
}
