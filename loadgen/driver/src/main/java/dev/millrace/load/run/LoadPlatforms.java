package dev.millrace.load.run;

import dev.millrace.load.bare.BareFlow;
import dev.millrace.load.scenario.PlatformSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts platforms for scenarios. */
public interface LoadPlatforms {
    /** A platform of the scenario's own, ready; stopped by its {@code close}. */
    LoadPlatform start(PlatformSpec spec) throws Exception;

    /**
     * A broker of the same size and one {@link dev.millrace.load.bare.BarePath} with these flows, ready; null where the cluster is
     * not ours to put beside.
     */
    default @Nullable LoadPlatform startBare(PlatformSpec spec, List<BareFlow> flows) throws Exception {
        return null;
    }
}
