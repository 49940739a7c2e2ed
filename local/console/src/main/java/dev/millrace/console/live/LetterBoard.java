package dev.millrace.console.live;

import dev.millrace.local.dlq.Letter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters by stage and kind, and the newest ones. Bounded; thread-safe. */
public final class LetterBoard {
    private static final int NEWEST = 20;
    private static final int MOST_KINDS = 60;
    private static final int TEXT = 160;

    private final Map<String, Count> counts = new TreeMap<>();
    private final Deque<Line> newest = new ArrayDeque<>();
    private boolean changed;

    /** Of one stage and kind; {@code lastAt} is when the newest was refused, epoch milliseconds. */
    public record Count(String stage, String kind, long count, long lastAt) {}

    /** One letter: where it lies, what it is, why it died; {@code text} is the beginning of its value. */
    public record Line(
            String id, String stage, String kind, String reason, String topic, String key, String text, long at) {}

    /** All of it, newest letter first. */
    public record Board(List<Count> counts, List<Line> newest) {}

    public synchronized void add(Letter letter) {
        String name = letter.stage() + "/" + letter.kind();
        Count before = counts.get(name);
        if (before != null || counts.size() < MOST_KINDS) {
            long count = before == null ? 0 : before.count();
            counts.put(name, new Count(letter.stage(), letter.kind(), count + 1, letter.timeMillis()));
        }
        newest.addFirst(new Line(
                letter.id().toString(),
                letter.stage(),
                letter.kind(),
                letter.reason(),
                letter.source() == null ? "?" : letter.source().topic(),
                text(letter.key()),
                text(letter.value()),
                letter.timeMillis()));
        if (newest.size() > NEWEST) {
            newest.removeLast();
        }
        changed = true;
    }

    /** Whether there is something new since the last call. */
    public synchronized boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public synchronized Board board() {
        return new Board(List.copyOf(counts.values()), new ArrayList<>(newest));
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        String all = new String(bytes, 0, Math.min(bytes.length, TEXT), StandardCharsets.UTF_8);
        return bytes.length > TEXT ? all + "…" : all;
    }
}
