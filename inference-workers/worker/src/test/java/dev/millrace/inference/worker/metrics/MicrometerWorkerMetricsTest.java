package dev.millrace.inference.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.Catalog;
import dev.millrace.telemetry.catalog.StageMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerWorkerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerWorkerMetrics metrics =
            new MicrometerWorkerMetrics(registry, "users", "recommender", "worker.recommender");

    @Test
    void stagesOfAResultAreOfItsFlowAndModel() {
        metrics.result(Timings.of(Map.of("queue", 2.5, "run", 1.5)));
        metrics.result(Timings.NONE.with(TimedStage.QUEUE, -3_000));
        assertThat(stage("queue").count()).isEqualTo(2);
        assertThat(stage("queue").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2.5);
        assertThat(stage("total").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
        assertThat(registry.get(StageMetrics.CLOCK_SKEWED.name())
                        .tag("flow", "users")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.find(StageMetrics.STAGE.name())
                        .tag("stage", "features")
                        .timer())
                .as("not passed")
                .isNull();
    }

    @Test
    void oneVersionAndOneDeviceServe() {
        metrics.serving(new ModelRef("recommender", "v1"), ExecutionProvider.CPU);
        metrics.serving(new ModelRef("recommender", "v2"), ExecutionProvider.CUDA);
        assertThat(tags(WorkerMetrics.INFO, "version")).containsExactly("v2");
        assertThat(tags(WorkerMetrics.DEVICE, "device")).containsExactly("cuda");
        assertThat(registry.get(WorkerMetrics.SWAPS.name()).counter().count()).isEqualTo(1);
    }

    @Test
    void driftIsOfTheSignalsThatAreKnownNow() {
        metrics.drift(List.of(new Drift("v1", "score", .3), new Drift("v1", "history", .01)));
        metrics.drift(List.of(new Drift("v2", "score", .02)));
        assertThat(tags(WorkerMetrics.DRIFT, "version")).containsExactly("v2");
        assertThat(registry.get(WorkerMetrics.DRIFT.name()).gauge().value()).isEqualTo(.02);
    }

    @Test
    void nothingIsRegisteredThatTheCatalogueDoesNotHave() {
        metrics.result(Timings.of(Map.of("queue", 1.0)));
        metrics.deadLetter(ErrorKind.INFERENCE);
        metrics.refused("load");
        metrics.watch(() -> 1, () -> 2);
        metrics.started(Duration.ofMillis(620));
        assertThat(registry.get(WorkerMetrics.STARTUP.name()).gauge().value()).isEqualTo(.62);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .filteredOn(name -> !name.endsWith(".histogram")) // how this registry tells the buckets
                .isSubsetOf(Catalog.all().stream().map(Metric::name).toList());
    }

    private Timer stage(String name) {
        return registry.get(StageMetrics.STAGE.name())
                .tags(StageMetrics.STAGE.tags("users", "recommender", name))
                .timer();
    }

    private List<String> tags(Metric metric, String label) {
        return registry.find(metric.name()).meters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream().filter(tag -> tag.getKey().equals(label)))
                .map(Tag::getValue)
                .toList();
    }
}
