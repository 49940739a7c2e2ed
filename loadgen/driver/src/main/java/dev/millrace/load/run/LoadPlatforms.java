package dev.millrace.load.run;

import dev.millrace.load.scenario.PlatformSpec;

/** Starts platforms for scenarios. */
public interface LoadPlatforms {
    /** A platform of the scenario's own, ready; stopped by its {@code close}. */
    LoadPlatform start(PlatformSpec spec) throws Exception;
}
