package dev.millrace.console.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest scores of the sensors that were heard last. Bounded in both; thread-safe. */
public final class SensorSeries {
    static final int POINTS = 300;
    static final int SENSORS = 300;

    private final Map<String, Track> tracks = new LinkedHashMap<>(16, .75f, true);
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    private @Nullable String alerted;
    private @Nullable String latest;

    private static final class Track {
        final Deque<Point> points = new ArrayDeque<>();
        long added;
    }

    /**
     * What a reader has not seen yet.
     *
     * @param from the count before the first of these points; a reader that has seen fewer has a gap and begins anew
     * @param count of all points that the sensor ever had here
     */
    public record Slice(String sensor, long from, long count, List<Point> points) {}

    public synchronized void add(String sensor, Point point) {
        latest = sensor;
        Track track = tracks.computeIfAbsent(sensor, name -> new Track());
        Point last = track.points.peekLast();
        if (last != null && point.time() < last.time()) {
            return; // a correction of an earlier window: the line goes on from the newest
        }
        track.points.addLast(point);
        track.added++;
        if (track.points.size() > POINTS) {
            track.points.removeFirst();
        }
        if (tracks.size() > SENSORS) {
            String oldest = tracks.keySet().iterator().next();
            tracks.remove(oldest);
        }
    }

    /** An alert began to fire: whoever has not chosen a sensor sees this one. */
    public synchronized void alerted(String sensor) {
        alerted = sensor;
    }

    /** The sensor to show where none is chosen: the last that alerted, else the last that was heard; null before both. */
    public synchronized @Nullable String usual() {
        return alerted != null && tracks.containsKey(alerted) ? alerted : latest;
    }

    /** Points after the first {@code seen}; all that are kept where that is longer ago. */
    public synchronized Slice since(String sensor, long seen) {
        Track track = tracks.get(sensor);
        if (track == null) {
            return new Slice(sensor, 0, 0, List.of());
        }
        var all = new ArrayList<>(track.points);
        long first = track.added - all.size();
        long from = seen < first || seen > track.added ? first : seen;
        return new Slice(sensor, from, track.added, List.copyOf(all.subList((int) (from - first), all.size())));
    }

    /** By name. */
    public synchronized List<String> sensors() {
        return tracks.keySet().stream().sorted().toList();
    }

    /** All scores of these are wanted, not only a sample. */
    public void watch(Set<String> sensors) {
        watched.retainAll(sensors);
        watched.addAll(sensors);
    }

    public boolean isWatched(String sensor) {
        return watched.contains(sensor);
    }
}
