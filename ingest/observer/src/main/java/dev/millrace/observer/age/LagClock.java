package dev.millrace.observer.age;

import dev.millrace.observer.lag.Lag;
import dev.millrace.observer.lag.Subject;
import dev.millrace.observer.time.OffsetTimes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Lag in seconds: how long ago the oldest record that a group has not worked off was written, by the looks at the end of its partition.
 *
 * <p>A record that was there before the first look is as old as its own timestamp says. Somebody has to read that ({@link #wanted}); until
 * then, and where the timestamp is of the future, the record is as old as the first look at least. While a group works off such records,
 * one that was read and the first look enclose the next ones, so that a few reads do for a long way.
 *
 * <p>Not thread-safe.
 */
public final class LagClock {
    private static final double MILLIS = 1e3;

    private record Place(Subject subject, int partition) {}

    /** A record's own time. */
    private record Anchor(long offset, long millis) {}

    private final Map<TopicPartition, OffsetTimes> times = new HashMap<>();
    private final Map<Place, Anchor> anchors = new HashMap<>();
    private final LinkedHashMap<Place, Long> unread = new LinkedHashMap<>();

    /** Partitions end there now. */
    public void look(long millis, Map<String, long[]> ends) {
        ends.forEach((topic, offsets) -> {
            for (int partition = 0; partition < offsets.length; partition++) {
                times.computeIfAbsent(new TopicPartition(topic, partition), same -> new OffsetTimes())
                        .look(millis, offsets[partition]);
            }
        });
    }

    /** Seconds per partition, 0 or more; 0 where nothing waits. */
    public double[] ages(Subject subject, Lag.Known lag, long millis) {
        double[] ages = new double[lag.waiting().length];
        for (int partition = 0; partition < ages.length; partition++) {
            var place = new Place(subject, partition);
            if (lag.waiting()[partition] == 0) {
                anchors.remove(place);
                unread.remove(place);
            } else {
                ages[partition] = Math.max(0, millis - writtenAt(place, lag.next()[partition], millis)) / MILLIS;
            }
        }
        return ages;
    }

    private long writtenAt(Place place, long offset, long millis) {
        OffsetTimes known = times.get(new TopicPartition(place.subject.topic(), place.partition));
        if (known == null) {
            return millis;
        }
        long at = known.writtenAt(offset);
        if (at != OffsetTimes.UNKNOWN) {
            anchors.remove(place);
            unread.remove(place);
            return at;
        }
        Anchor anchor = anchors.get(place);
        if (anchor == null || anchor.offset != offset) {
            unread.put(place, offset);
        }
        return anchor == null || anchor.offset > offset ? known.since() : between(anchor, known, offset);
    }

    private static long between(Anchor anchor, OffsetTimes known, long offset) {
        long from = Math.min(anchor.millis, known.since());
        double part = (offset - anchor.offset) / (double) (known.first() - anchor.offset);
        return from + Math.round(part * (known.since() - from));
    }

    /** Offsets whose records' timestamps should be read, no more than {@code most}, those that have been asked for longest. */
    public Map<TopicPartition, Long> wanted(int most) {
        var wanted = new LinkedHashMap<TopicPartition, Long>();
        for (var place : unread.entrySet()) {
            if (wanted.size() == most) {
                break;
            }
            wanted.putIfAbsent(
                    new TopicPartition(place.getKey().subject.topic(), place.getKey().partition), place.getValue());
        }
        return wanted;
    }

    /** The first record of {@code partition} from {@code offset} on was written at {@code millis}. */
    public void read(TopicPartition partition, long offset, long millis) {
        for (Iterator<Map.Entry<Place, Long>> all = unread.entrySet().iterator(); all.hasNext(); ) {
            var one = all.next();
            Place place = one.getKey();
            if (one.getValue() == offset
                    && place.partition == partition.partition()
                    && place.subject.topic().equals(partition.topic())) {
                anchors.put(place, new Anchor(offset, millis));
                all.remove();
            }
        }
    }

    /** Forgets what is read no more. */
    public void retain(Collection<Subject> subjects, Collection<String> topics) {
        var kept = new HashSet<>(subjects);
        anchors.keySet().removeIf(place -> !kept.contains(place.subject));
        unread.keySet().removeIf(place -> !kept.contains(place.subject));
        times.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    }
}
