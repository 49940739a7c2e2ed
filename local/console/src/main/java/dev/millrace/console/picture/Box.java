package dev.millrace.console.picture;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.observer.snapshot.WorkerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One box of the pipeline.
 *
 * @param column place in its lane, from 0
 * @param kind what it is, for its looks
 * @param note a few words below its name: version in service, engine
 * @param p50 of the time that a result spends in it, milliseconds; null where none is measured
 * @param replicas of a worker
 */
public record Box(
        String id,
        int column,
        Kind kind,
        String label,
        String note,
        @Nullable Double p50,
        @Nullable Double p99,
        List<WorkerState> replicas) {
    /** What a box stands for. */
    public enum Kind {
        @JsonProperty("source")
        SOURCE,
        @JsonProperty("engine")
        ENGINE,
        @JsonProperty("worker")
        WORKER,
        @JsonProperty("result")
        RESULT
    }
}
