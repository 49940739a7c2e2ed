package dev.millrace.servicekit;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a process opened; closed in reverse order, each one even where another fails. */
public final class Resources implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Throws the first failure, later ones are its suppressed exceptions. */
    @Override
    public synchronized void close() throws Exception {
        Exception first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
