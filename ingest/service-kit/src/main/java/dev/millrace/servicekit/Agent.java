package dev.millrace.servicekit;

/**
 * One loop of a process. A runner calls {@link #doWork} again and again on one thread; a test calls it directly.
 *
 * <p>{@code doWork} may block for a short, bounded time (a consumer's poll), so that a stop is noticed soon.
 */
public interface Agent extends AutoCloseable {
    /** Does what there is to do and returns how much that was; 0 where there was nothing. */
    int doWork() throws Exception;

    /** Called once on the loop's own thread, after the last {@link #doWork}. */
    @Override
    default void close() throws Exception {}
}
