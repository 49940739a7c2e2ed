package dev.millrace.inference.worker.stream;

import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.model.ModelSlot;
import dev.millrace.inference.worker.model.Serving;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Small settings and the wiring around a stream under test. */
final class Streams {
    static final String INPUT = "inference.fake";

    private Streams() {}

    static StreamSettings settings(Guarantee guarantee, int batchMax) {
        return new StreamSettings(
                INPUT,
                "worker.fake",
                "w",
                guarantee,
                new BatchPolicy(batchMax, Duration.ZERO),
                3,
                2 * batchMax,
                1_000_000,
                4 * batchMax,
                Duration.ofMillis(100),
                Duration.ofMillis(15),
                guarantee == Guarantee.EXACTLY_ONCE,
                false,
                Duration.ofSeconds(5),
                Duration.ZERO,
                4);
    }

    static WorkerStream.Context<String> context(
            StreamSettings settings,
            FakeHead head,
            ModelSlot<String> slot,
            FakeMetrics metrics,
            BooleanSupplier gate,
            Idle idle,
            Clock clock,
            LongSupplier nanos) {
        var serving = new Serving<>(head.scorer("v0"), slot, metrics);
        return new WorkerStream.Context<>(
                settings,
                head,
                serving,
                new Comparisons<>(serving, "w", Duration.ofSeconds(1), clock),
                new DeadLetters("worker.test", clock),
                metrics,
                new DriftWatch(metrics, DriftWatch.REFERENCE),
                Traces.OFF,
                gate,
                idle,
                clock,
                nanos);
    }
}
