package dev.millrace.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.console.live.Live;
import dev.millrace.console.live.SensorSeries;
import dev.millrace.console.picture.Painter;
import dev.millrace.console.picture.Picture;
import dev.millrace.contracts.Json;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.servicekit.Agent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells every open page what is new, four times a second; a page that does not keep up is dropped, not waited for. */
public final class Broadcast implements Agent {
    private static final long TICK_NANOS = Duration.ofMillis(250).toNanos();
    private static final int TICKS_PER_PICTURE = 4;

    private final Live live;
    private final Supplier<ObserverSnapshot> observer;
    private final double sloSeconds;
    private final Clock clock;
    private final LongSupplier nanos;
    private final int most;
    private final List<Browser> browsers = new ArrayList<>();
    private long due;
    private int ticks;

    /** {@code most}: pages that may be open at a time. */
    public Broadcast(
            Live live,
            Supplier<ObserverSnapshot> observer,
            double sloSeconds,
            int most,
            Clock clock,
            LongSupplier nanos) {
        this.live = live;
        this.observer = observer;
        this.sloSeconds = sloSeconds;
        this.most = most;
        this.clock = clock;
        this.nanos = nanos;
        this.due = nanos.getAsLong();
    }

    /** A page opens: it is told everything at once. Null where too many are open. */
    synchronized @Nullable Browser open(@Nullable String sensor) {
        if (browsers.size() >= most) {
            return null;
        }
        var browser = new Browser(sensor);
        browsers.add(browser);
        browser.offer(event("tick", hello()));
        series(browser);
        return browser;
    }

    synchronized void close(Browser browser) {
        browsers.remove(browser);
    }

    synchronized int open() {
        return browsers.size();
    }

    @Override
    public int doWork() {
        long left = due - nanos.getAsLong();
        if (left > 0) {
            LockSupport.parkNanos(left);
            return 0;
        }
        due = nanos.getAsLong() + TICK_NANOS;
        tick();
        return 1;
    }

    synchronized void tick() {
        ticks++;
        Tick tick = news(ticks % TICKS_PER_PICTURE == 0);
        watch();
        if (browsers.isEmpty()) {
            return;
        }
        String message = tick.isEmpty() ? null : event("tick", tick);
        for (Browser browser : browsers) {
            if (message != null) {
                browser.offer(message);
            }
            series(browser);
        }
        browsers.removeIf(Browser::dropped);
    }

    private Tick news(boolean withPicture) {
        return new Tick(
                false,
                withPicture ? picture() : null,
                orNull(live.alerts().takeChanges()),
                live.alerts().takeChanged() ? live.alerts().firing() : null,
                orNull(live.advice().take()),
                live.letters().takeChanged() ? live.letters().board() : null,
                withPicture ? live.demo().at(clock.millis()) : null,
                withPicture ? live.series().sensors() : null);
    }

    private Tick hello() {
        return new Tick(
                true,
                picture(),
                live.alerts().recent(),
                live.alerts().firing(),
                live.advice().recent(),
                live.letters().board(),
                live.demo().at(clock.millis()),
                live.series().sensors());
    }

    private Picture picture() {
        long now = clock.millis();
        return Painter.paint(observer.get(), live.latencies().at(now), sloSeconds, now);
    }

    private void watch() {
        var sensors = new HashSet<String>();
        for (Browser browser : browsers) {
            String sensor = sensorOf(browser);
            if (sensor != null) {
                sensors.add(sensor);
            }
        }
        live.series().watch(sensors);
    }

    private @Nullable String sensorOf(Browser browser) {
        return browser.chosen() == null ? live.series().usual() : browser.chosen();
    }

    private void series(Browser browser) {
        String sensor = sensorOf(browser);
        if (sensor == null) {
            return;
        }
        long seen = browser.seen(sensor);
        SensorSeries.Slice slice = live.series().since(sensor, Math.max(0, seen));
        boolean reset = seen < 0 || slice.from() != seen;
        if (reset || !slice.points().isEmpty()) {
            browser.saw(sensor, slice.count());
            browser.offer(event(
                    "series",
                    new SeriesTick(
                            sensor,
                            browser.chosen() != null,
                            reset,
                            slice.points().stream().map(SeriesTick::row).toList())));
        }
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static String event(String name, Object data) {
        try {
            return "event: " + name + "\ndata: " + Json.mapper().writeValueAsString(data) + "\n\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + " cannot be written", e);
        }
    }
}
