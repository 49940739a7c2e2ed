package dev.millrace.streams.flink.items;

import dev.millrace.streams.core.popularity.TopItems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The list with the times that belong to it. Mutable, one owner, one thread.
 *
 * <p>The feature store drops a row that is not newer than what it holds, so the time of an emission grows strictly: it is the
 * newest event time, or one millisecond more than the last emission. After a restore nobody knows what was emitted since the
 * checkpoint, up to one list a second, so the next one is {@value #RESTORE_STEP_MILLIS} ms later than the checkpoint's.
 */
final class TopList {
    static final long RESTORE_STEP_MILLIS = 1000;

    private static final byte VERSION = 1;

    private final TopItems items;
    private long newest;
    private long lastEmitted;

    TopList(int capacity) {
        this.items = new TopItems(capacity);
    }

    /** Takes a score; true where the list changed. */
    boolean offer(ItemScore score) {
        newest = Math.max(newest, score.newest());
        return items.offer(score.itemId(), score.log2Score());
    }

    List<TopItems.Entry> ranked() {
        return items.ranked();
    }

    /** The time of the emission that is made now. */
    long nextEventTime() {
        lastEmitted = Math.max(newest, lastEmitted + 1);
        return lastEmitted;
    }

    byte[] encode() {
        List<TopItems.Entry> entries = items.ranked();
        List<byte[]> ids = entries.stream()
                .map(entry -> entry.itemId().getBytes(StandardCharsets.UTF_8))
                .toList();
        int text = ids.stream().mapToInt(id -> id.length).sum();
        ByteBuffer out = ByteBuffer.allocate(
                1 + 2 * Long.BYTES + Integer.BYTES + text + entries.size() * (Integer.BYTES + Double.BYTES));
        out.put(VERSION).putLong(newest).putLong(lastEmitted).putInt(entries.size());
        for (int i = 0; i < ids.size(); i++) {
            out.putInt(ids.get(i).length)
                    .put(ids.get(i))
                    .putDouble(entries.get(i).log2Score());
        }
        return out.array();
    }

    /** Throws {@link IllegalArgumentException} where the bytes are of another version. */
    static TopList restore(int capacity, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("top list of version " + version + ", this code reads " + VERSION);
        }
        var list = new TopList(capacity);
        list.newest = in.getLong();
        list.lastEmitted = in.getLong() + RESTORE_STEP_MILLIS;
        int size = in.getInt();
        for (int i = 0; i < size; i++) {
            byte[] id = new byte[in.getInt()];
            in.get(id);
            list.items.offer(new String(id, StandardCharsets.UTF_8), in.getDouble());
        }
        return list;
    }
}
