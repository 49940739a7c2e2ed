package dev.millrace.console.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest of many things: what was added since the last look, no more than may be told at a time, and the last ones for those who
 * come later. Thread-safe.
 */
public final class Feed<T> {
    private final int kept;
    private final int perLook;
    private final Deque<T> recent = new ArrayDeque<>();
    private final Deque<T> fresh = new ArrayDeque<>();

    /**
     * @param kept for those who come later
     * @param perLook told at a time; of more, the newest
     */
    public Feed(int kept, int perLook) {
        this.kept = kept;
        this.perLook = perLook;
    }

    public synchronized void add(T item) {
        fresh.addLast(item);
        if (fresh.size() > perLook) {
            fresh.removeFirst();
        }
    }

    /** What is new since the last call, oldest first. */
    public synchronized List<T> take() {
        List<T> taken = new ArrayList<>(fresh);
        fresh.clear();
        taken.forEach(item -> {
            recent.addLast(item);
            if (recent.size() > kept) {
                recent.removeFirst();
            }
        });
        return taken;
    }

    /** What was taken last, oldest first. */
    public synchronized List<T> recent() {
        return List.copyOf(recent);
    }
}
