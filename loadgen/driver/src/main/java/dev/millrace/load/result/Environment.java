package dev.millrace.load.result;

import java.util.Map;

/**
 * Where and with what a run was made.
 *
 * @param processor model name as the system tells it
 * @param cores that the run could use
 * @param memoryMib of the machine
 * @param system kernel and its version
 * @param java version of the JVM
 * @param revision of the source, {@code unknown} outside a checkout, with {@code +changes} where files differ from it
 * @param startedAt ISO-8601, UTC
 * @param loadBefore load average of the last minute when the run began; above .5 something else was at work
 * @param versions of brokers, engines and runtimes
 */
public record Environment(
        String processor,
        int cores,
        long memoryMib,
        String system,
        String java,
        String revision,
        String startedAt,
        double loadBefore,
        Map<String, String> versions) {}
