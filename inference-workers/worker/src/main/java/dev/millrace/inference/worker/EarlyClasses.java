package dev.millrace.inference.worker;

import dev.millrace.contracts.ModelEntry;
import java.lang.management.ManagementFactory;

/**
 * Loads what a start needs later, and what loads slowly, on another core while the main thread sets up logging and metrics: the
 * JVM's bean server, where Kafka's clients register, and the JSON reader of the registry's entries.
 *
 * <p>Nothing here may log: the logging is not set up yet.
 */
final class EarlyClasses {
    private EarlyClasses() {}

    /** Returns at once. What fails here fails again where it is needed, and is told there. */
    static void load() {
        var thread = new Thread(
                () -> {
                    var unused = ManagementFactory.getPlatformMBeanServer();
                    var unusedToo = ModelEntry.CODEC;
                },
                "early-classes");
        thread.setDaemon(true);
        thread.start();
    }
}
