package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.InvalidRecordException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the alert life cycle keeps per sensor: the phase, three tails and the last steps that were sent. Constant in size.
 * Mutable: {@link AlertLifeCycle} updates it in place and hands the same object back; one owner, one thread.
 */
public final class AlertState {
    /** Steps remembered, to be sent again when their scores come again. */
    static final int REMEMBERED = 8;

    /**
     * Windows after which a step is forgotten: far more than a failure makes come again, which is what was read since the last
     * commit. The steps of past alerts would else be most of a sensor's state for ever.
     */
    static final long REMEMBERED_WINDOWS = 1000;

    final Track model = new Track();
    final Track level = new Track();
    final Track relation = new Track();
    final Deque<Sent> sent = new ArrayDeque<>();
    String modelKey = "";
    AlertPhase phase = new AlertPhase.Calm();
    long lastWindowEnd = Long.MIN_VALUE;
    long scores;

    AlertState() {}

    /** A step that was sent, encoded with {@link AnomalyAlert#CODEC}, the window that caused it and its number. */
    record Sent(long windowEnd, long number, byte[] alert) {}

    /** Event time of the newest window counted, epoch milliseconds. */
    public long lastWindowEnd() {
        return lastWindowEnd;
    }

    /** Whether an alert is open. */
    public boolean firing() {
        return phase instanceof AlertPhase.Firing;
    }

    void remember(long windowEnd, AnomalyAlert alert) {
        sent.addLast(new Sent(windowEnd, scores, AnomalyAlert.CODEC.encode(alert)));
        if (sent.size() > REMEMBERED) {
            sent.removeFirst();
        }
    }

    void forgetOld() {
        while (!sent.isEmpty() && sent.getFirst().number() + REMEMBERED_WINDOWS < scores) {
            sent.removeFirst();
        }
    }

    List<AnomalyAlert> sentFor(long windowEnd) {
        List<AnomalyAlert> alerts = new ArrayList<>();
        for (Sent step : sent) {
            if (step.windowEnd() == windowEnd) {
                alerts.add(decode(step.alert()));
            }
        }
        return alerts;
    }

    private static AnomalyAlert decode(byte[] bytes) {
        try {
            return AnomalyAlert.CODEC.decode(bytes);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("an alert step in the state cannot be read: " + e.reason(), e);
        }
    }
}
