package dev.millrace.load.send;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sending process tells once a second, and at its end.
 *
 * @param process from 0
 * @param second since the run's begin; negative before it
 * @param last true for the report at the end
 * @param cpuSeconds that the process has used; null where it is not a process of its own
 * @param error why it ended early; null where it did not
 */
public record SendProgress(
        int process,
        double second,
        boolean last,
        @Nullable Double cpuSeconds,
        @Nullable String error,
        List<FlowProgress> flows) {
    public SendProgress {
        flows = List.copyOf(flows);
    }
}
