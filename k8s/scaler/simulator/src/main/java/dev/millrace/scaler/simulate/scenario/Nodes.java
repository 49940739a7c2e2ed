package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.Checks;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Machines that workers need and that come and go with them: nodes with a GPU.
 *
 * @param kind a name in the price list
 * @param workersPerNode that have room on one
 * @param startup from asking for a node until it can start a worker
 * @param warm nodes that stay, whether used or not
 * @param keep how long a node that nobody needs stays: 10 minutes by default, as with the Cluster Autoscaler's
 *     {@code --scale-down-unneeded-time}
 */
public record Nodes(String kind, int workersPerNode, Duration startup, int warm, Duration keep) {
    private static final Duration UNNEEDED = Duration.ofMinutes(10);

    public Nodes(
            @Nullable String kind, int workersPerNode, @Nullable Duration startup, int warm, @Nullable Duration keep) {
        if (kind == null || kind.isBlank()) {
            throw new SettingException("nodes.kind", "is required: a node of the price list, such as gpu-l4");
        }
        Checks.within("nodes.workers-per-node", workersPerNode, 1, 1000);
        Checks.within("nodes.warm", warm, 0, 100_000);
        this.kind = kind;
        this.workersPerNode = workersPerNode;
        this.startup = startup == null ? Duration.ZERO : startup;
        this.warm = warm;
        this.keep = keep == null ? UNNEEDED : keep;
        Checks.within("nodes.startup", startupSeconds(), 0, 1e6);
        Checks.within("nodes.keep", keepSeconds(), 0, 1e6);
    }

    public double startupSeconds() {
        return startup.toNanos() / 1e9;
    }

    public double keepSeconds() {
        return keep.toNanos() / 1e9;
    }
}
