package dev.millrace.inference.api;

/**
 * How a session runs.
 *
 * @param intraOpThreads threads inside one operator; 1 runs on the calling thread alone
 */
public record SessionOptions(int intraOpThreads) {
    public SessionOptions {
        if (intraOpThreads < 1 || intraOpThreads > 256) {
            throw new IllegalArgumentException("intraOpThreads: " + intraOpThreads + " is not from 1 to 256");
        }
    }

    public static SessionOptions defaults() {
        return new SessionOptions(1);
    }
}
