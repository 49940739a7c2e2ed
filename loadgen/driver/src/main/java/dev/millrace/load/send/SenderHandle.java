package dev.millrace.load.send;

import org.jspecify.annotations.Nullable;

/** One share of the sending, wherever it runs. Thread-safe. */
interface SenderHandle extends AutoCloseable {
    /** The newest report; null before the first. */
    @Nullable
    SendProgress progress();

    /** True when no further report comes. */
    boolean ended();

    /** Why it ended other than by its job's end; null while it runs and where all went well. */
    @Nullable
    String failure();

    /** Of its own process while that runs, else −1. */
    long pid();

    /** Ends it, early where it is under way, and returns when it is gone. */
    @Override
    void close() throws Exception;
}
