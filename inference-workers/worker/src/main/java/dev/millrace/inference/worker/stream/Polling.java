package dev.millrace.inference.worker.stream;

import dev.millrace.servicekit.Agent;

/** The first of the three threads: reads requests, decodes them, and gives them back to the broker as answered. */
public interface Polling extends Agent {
    /** True once this worker is a member of its group. */
    boolean joined();
}
