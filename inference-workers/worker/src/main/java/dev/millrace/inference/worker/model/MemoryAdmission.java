package dev.millrace.inference.worker.model;

import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether another model fits beside those that are loaded. A model takes its file once more for the copy that the runtime
 * optimises, and what its tensors take; a factor on the file's size stands for all of it.
 */
public final class MemoryAdmission {
    private static final double FACTOR = 2;

    private final Supplier<OptionalLong> available;
    private final long reserve;

    /**
     * Makes the check.
     *
     * @param available bytes that may still be taken, empty where unknown
     * @param reserve bytes that must stay free
     */
    public MemoryAdmission(Supplier<OptionalLong> available, long reserve) {
        this.available = available;
        this.reserve = reserve;
    }

    boolean fits(long fileBytes) {
        OptionalLong free = available.get();
        return free.isEmpty() || needed(fileBytes) <= free.getAsLong() - reserve;
    }

    String describe(long fileBytes) {
        OptionalLong free = available.get();
        return "a model of " + mega(fileBytes) + " MB needs about " + mega(needed(fileBytes))
                + " MB beside what serves, free are " + (free.isEmpty() ? "?" : mega(free.getAsLong())) + " MB with "
                + mega(reserve) + " MB kept in reserve";
    }

    private static long needed(long fileBytes) {
        return (long) (fileBytes * FACTOR);
    }

    private static long mega(long bytes) {
        return bytes / (1024 * 1024);
    }
}
