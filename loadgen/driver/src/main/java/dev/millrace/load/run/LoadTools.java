package dev.millrace.load.run;

import dev.millrace.load.witness.DetectionJudge;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs from outside.
 *
 * @param judge of alerts against the planted truth
 * @param clientConfig properties of the Kafka clients, for sending processes; null: none
 */
public record LoadTools(
        LoadConsole console, Clock clock, LongSupplier nanos, DetectionJudge judge, @Nullable Path clientConfig) {}
