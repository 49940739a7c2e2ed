package dev.millrace.features.history;

import java.nio.file.Path;

/**
 * What one open database may use.
 *
 * @param memoryMb native memory, beside the Java heap; what does not fit is spilled
 * @param threads of work, the caller's included
 * @param spill folder under which a folder of its own is made and removed again
 */
public record DuckDbLimits(int memoryMb, int threads, Path spill) {
    public DuckDbLimits {
        if (memoryMb < 32) {
            throw new IllegalArgumentException("memoryMb: " + memoryMb + " is less than 32");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " is less than 1");
        }
    }
}
