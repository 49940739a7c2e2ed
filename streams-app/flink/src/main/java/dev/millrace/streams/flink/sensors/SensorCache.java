package dev.millrace.streams.flink.sensors;

import dev.millrace.streams.core.anomaly.SensorState;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded states of the sensors that were heard last, in front of the keyed state: reading, decoding, encoding and writing two
 * kilobytes for every reading would cost several times what the reading itself does. What changed is written when it has to make
 * room, when more than {@code mostDirty} have changed, which bounds the pause that {@link #flush} makes at a checkpoint, and by
 * {@code flush}. INVARIANT: a sensor that is not here, or not dirty, is in the store as it is. Single owner.
 */
final class SensorCache {
    private final Store store;
    private final long mostBytes;
    private final int mostDirty;
    private final Map<String, SensorEntry> entries = new LinkedHashMap<>(1024, .75f, true);
    /** In the order in which they became so; some of them may have been written since. */
    private final ArrayDeque<SensorEntry> dirty = new ArrayDeque<>();

    private long bytes;

    /** Where the states are when they are not here. */
    interface Store {
        /** The state of a sensor, or an entry without one. */
        SensorEntry load(String sensorId) throws IOException;

        void save(SensorEntry entry) throws IOException;
    }

    /**
     * @param mostBytes bound of the heap that the states take; one is kept in any case
     * @param mostDirty bound of the states that {@link #flush} has to write
     */
    SensorCache(Store store, long mostBytes, int mostDirty) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.mostDirty = mostDirty;
    }

    SensorEntry get(String sensorId) throws IOException {
        SensorEntry found = entries.get(sensorId);
        if (found == null) {
            found = store.load(sensorId);
            entries.put(sensorId, found);
            bytes += found.bytes();
            makeRoom();
        }
        return found;
    }

    /** As {@link #get}, but loads nothing. */
    @Nullable
    SensorEntry peek(String sensorId) {
        return entries.get(sensorId);
    }

    /** Takes a new state; {@code entry} is the one that {@link #get} gave last. */
    void changed(SensorEntry entry, SensorState after, long heard) throws IOException {
        boolean clean = !entry.isDirty();
        bytes -= entry.bytes();
        entry.changed(after, heard);
        bytes += entry.bytes();
        if (clean) {
            dirty.add(entry);
            if (dirty.size() > mostDirty) {
                write(dirty.remove());
            }
        }
        makeRoom();
    }

    /** Forgets a sensor without writing it. */
    void remove(String sensorId) {
        SensorEntry gone = entries.remove(sensorId);
        if (gone != null) {
            bytes -= gone.bytes();
            gone.written();
        }
    }

    /** Writes whatever changed. */
    void flush() throws IOException {
        while (!dirty.isEmpty()) {
            write(dirty.remove());
        }
    }

    private void makeRoom() throws IOException {
        while (bytes > mostBytes && entries.size() > 1) {
            Iterator<SensorEntry> eldest = entries.values().iterator();
            SensorEntry gone = eldest.next();
            eldest.remove();
            bytes -= gone.bytes();
            write(gone);
        }
    }

    private void write(SensorEntry entry) throws IOException {
        if (entry.isDirty()) {
            store.save(entry);
            entry.written();
        }
    }
}
