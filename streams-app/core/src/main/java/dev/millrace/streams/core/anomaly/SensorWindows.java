package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.WindowRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the readings of one sensor into normalised windows with signals. A reading in order closes its window at once. A late
 * one goes in at its place and the windows that contain it are sent again under the same id, equal to what they would have
 * been had it come in order. A reading with another channel set restarts the sensor; an older one with another set is too
 * late. Threads: stateless itself; a {@link SensorState} has one owner.
 */
public final class SensorWindows {
    private final WindowConfig config;

    public SensorWindows(WindowConfig config) {
        this.config = config;
    }

    /** The state after a reading (the same object, updated, unless the sensor restarted) and what it led to. */
    public record Step(SensorState state, Outcome outcome) {}

    public Step onReading(@Nullable SensorState state, SensorReading reading) {
        if (state == null) {
            return take(new SensorState(reading.channels()), reading);
        }
        if (!Arrays.equals(state.channels, reading.channels())) {
            return reading.timestamp() > state.newest()
                    ? take(new SensorState(reading.channels()), reading)
                    : new Step(state, new Outcome.TooLate("its channels are not those of newer readings"));
        }
        return take(state, reading);
    }

    private Step take(SensorState state, SensorReading reading) {
        int place = place(state, reading.timestamp());
        if (place < 0) {
            return new Step(state, new Outcome.Duplicate());
        }
        if (place < config.size() - 1 && state.settled.count > 0) {
            String reason = "older than the " + state.count + " retained readings, which begin at " + state.times[0];
            return new Step(state, new Outcome.TooLate(reason));
        }
        insert(state, place, reading);
        List<WindowRequest> requests = windows(state, reading.sensorId(), place);
        settle(state);
        if (requests.isEmpty()) {
            return new Step(state, new Outcome.Waiting(missing(state)));
        }
        return new Step(state, new Outcome.Windows(requests));
    }

    /** Where a reading of this time belongs, or −1 where one of this time is there already. */
    private static int place(SensorState state, long time) {
        int place = state.count;
        while (place > 0 && state.times[place - 1] > time) {
            place--;
        }
        return place > 0 && state.times[place - 1] == time ? -1 : place;
    }

    private void insert(SensorState state, int place, SensorReading reading) {
        state.grow(config);
        int n = state.channels.length;
        int moved = state.count - place;
        System.arraycopy(state.times, place, state.times, place + 1, moved);
        System.arraycopy(state.values, place * n, state.values, (place + 1) * n, moved * n);
        state.times[place] = reading.timestamp();
        System.arraycopy(reading.values(), 0, state.values, place * n, n);
        state.count++;
    }

    /** The windows that contain the new reading; leaves {@code head} behind the newest reading. */
    private List<WindowRequest> windows(SensorState state, String sensorId, int place) {
        History before = state.head;
        if (place < state.count - 1) { // late: fold again from what is settled
            before.copyFrom(state.settled);
            for (int i = 0; i < place; i++) {
                before.add(state.times[i], state.values, i * state.channels.length);
            }
            Normaliser.forget(state, place);
        }
        List<WindowRequest> requests = new ArrayList<>(state.count - place);
        for (int end = place; end < state.count; end++) {
            if (end < place + config.size() && due(state, end)) {
                requests.add(WindowBuilder.build(config, state, sensorId, end, before));
            }
            before.add(state.times[end], state.values, end * state.channels.length);
        }
        return requests;
    }

    private boolean due(SensorState state, int end) {
        long index = state.settled.count + end;
        return end >= config.size() - 1 && (index + 1 - config.size()) % config.hop() == 0;
    }

    private int missing(SensorState state) {
        long readings = state.head.count;
        return readings < config.size()
                ? (int) (config.size() - readings)
                : config.hop() - (int) ((readings - config.size()) % config.hop());
    }

    /** Lets the oldest reading go where more than {@code retained} are held. */
    private void settle(SensorState state) {
        if (state.count <= config.retained()) {
            return;
        }
        int n = state.channels.length;
        Normaliser.settle(config, state);
        if (state.settled.count == 0) {
            state.settled = new History(n);
        }
        state.settled.add(state.times[0], state.values, 0);
        state.count--;
        System.arraycopy(state.times, 1, state.times, 0, state.count);
        System.arraycopy(state.values, n, state.values, 0, state.count * n);
    }
}
