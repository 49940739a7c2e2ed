package dev.millrace.local.demo.order;

import dev.millrace.contracts.SensorReading;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.control.DemoOrder;
import dev.millrace.local.control.DemoPresence;
import dev.millrace.local.demo.traffic.TruthWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders that a demo has been given, and what they do to its traffic. Thread-safe. */
public final class Orders {
    /** A demo with more sensors offers these many. */
    private static final int OFFERED = 50;

    private static final String ORDERED = "ordered";
    private static final double SHIFT = 4;

    private final List<String> sensors;
    private final boolean users;
    private final Map<String, TruthWindow> windows = new LinkedHashMap<>();
    private final List<TruthWindow> ended = new ArrayList<>();
    private boolean live;
    private long saleUntil;
    private @Nullable String broken;
    private long brokenUntil;

    /**
     * Takes no order yet.
     *
     * @param sensors that can be broken
     * @param users whether there are visitors for a sale
     */
    public Orders(List<String> sensors, boolean users) {
        this.sensors = sensors.stream().sorted().limit(OFFERED).toList();
        this.users = users;
    }

    /** From now on orders are taken, or no longer. */
    public synchronized void live(boolean now) {
        live = now;
        if (!now) {
            saleUntil = 0;
            brokenUntil = 0;
        }
    }

    /** Obeys, unless the order is stale or nothing takes it now; says what it does, or null. */
    public synchronized @Nullable String take(DemoOrder order, long nowMillis) {
        if (!live || nowMillis - order.at() > DemoControl.STALE_MILLIS) {
            return null;
        }
        long until = nowMillis + order.seconds() * 1000L;
        if (order.order() == DemoOrder.Kind.FLASH_SALE) {
            if (!users) {
                return null;
            }
            saleUntil = until;
            return "flash sale for " + order.seconds() + " s, as ordered";
        }
        String sensor = order.sensor() == null && !sensors.isEmpty() ? sensors.get(0) : order.sensor();
        if (sensor == null || !sensors.contains(sensor)) {
            return null;
        }
        end();
        broken = sensor;
        brokenUntil = until;
        return sensor + " is broken for " + order.seconds() + " s, as ordered";
    }

    public synchronized boolean sale(long nowMillis) {
        return nowMillis < saleUntil;
    }

    /** The reading as the sensor gives it: with its first channel far off while it is broken. */
    public synchronized SensorReading reading(SensorReading planned, long nowMillis) {
        if (broken == null || !planned.sensorId().equals(broken)) {
            return planned;
        }
        if (nowMillis >= brokenUntil) {
            end();
            return planned;
        }
        windows.merge(
                broken,
                new TruthWindow(broken, planned.timestamp(), planned.timestamp(), ORDERED),
                (before, now) -> new TruthWindow(
                        before.sensorId(),
                        Math.min(before.start(), now.start()),
                        Math.max(before.end(), now.end()),
                        ORDERED));
        double[] values = planned.values().clone();
        values[0] += SHIFT * Math.max(1, Math.abs(values[0]));
        return new SensorReading(
                planned.sensorId(), planned.timestamp(), planned.channels(), values, planned.eventId());
    }

    private void end() {
        broken = null;
        ended.addAll(windows.values());
        windows.clear();
    }

    /** When which sensor was broken, in event time: what the demo's judge has to know. */
    public synchronized List<TruthWindow> truth() {
        var all = new ArrayList<>(ended);
        all.addAll(windows.values());
        return all;
    }

    public synchronized DemoPresence presence(long nowMillis) {
        return new DemoPresence(nowMillis, live, sensors, users, saleUntil, nowMillis < brokenUntil ? broken : null);
    }
}
