package dev.millrace.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every backend does. A backend's test extends this and opens two models, of 4 steps and 2 channels:
 *
 * <pre>
 * inputs   window        float32[batch, 4, 2]     asset_type  int64[batch], 0
 * outputs  channel_error float32[batch, 2]        the mean square of the channel over the steps
 *          score         float32[batch]           3 times the mean of those
 * </pre>
 *
 * and the same in {@code float16} but for {@code asset_type}.
 */
public abstract class SessionContractTest {
    /** Opens the model; {@code options} with whatever provider the backend is tested on. */
    protected abstract InferenceSession open(SessionOptions options) throws Exception;

    /** Opens the {@code float16} model. */
    protected abstract InferenceSession openHalf(SessionOptions options) throws Exception;

    /** What the sessions have to report. */
    protected abstract ExecutionProvider provider();

    private InferenceSession open() throws Exception {
        return open(SessionOptions.defaults());
    }

    @Test
    void aSessionTellsWhatTheModelDeclares() throws Exception {
        try (var session = open()) {
            assertThat(session.inputs())
                    .containsExactly(
                            new TensorSpec("window", ElementType.FLOAT32, List.of(-1L, 4L, 2L)),
                            new TensorSpec("asset_type", ElementType.INT64, List.of(-1L)));
            assertThat(session.outputs())
                    .containsExactlyInAnyOrder(
                            new TensorSpec("score", ElementType.FLOAT32, List.of(-1L)),
                            new TensorSpec("channel_error", ElementType.FLOAT32, List.of(-1L, 2L)));
            assertThat(session.metadata()).containsEntry("millrace.kind", "sensor-anomaly");
        }
    }

    @Test
    void aSessionReportsWhatReallyComputes() throws Exception {
        try (var session = open()) {
            assertThat(session.provider()).isEqualTo(provider());
        }
    }

    @Test
    void runsOfSeveralShapesGiveTheModelsNumbersAgainAndAgain() throws Exception {
        try (var session = open()) {
            BoundRun one = AnomalyRuns.bind(session, 1);
            BoundRun three = AnomalyRuns.bind(session, 3);
            for (int round = 1; round <= 3; round++) {
                AnomalyRuns.fill(one, 1, round);
                one.run();
                assertThat(one.floats("score").get(0)).isEqualTo(3f * round * round);
                AnomalyRuns.fill(three, 3, round + 1);
                three.floats("window").put(8, 0); // row 1, step 0, channel 0
                three.run();
                float square = (round + 1f) * (round + 1);
                assertThat(three.floats("score").get(2)).isEqualTo(3f * square);
                assertThat(three.floats("channel_error").get(2)).isEqualTo(.75f * square);
                assertThat(three.floats("channel_error").get(3)).isEqualTo(square);
            }
        }
    }

    @Test
    void oneThreadMayWarmUpAndAnotherRun() throws Exception {
        try (var session = open()) {
            BoundRun run = AnomalyRuns.bind(session, 2);
            AnomalyRuns.fill(run, 2, 1);
            run.run();
            var other = Executors.newSingleThreadExecutor();
            try {
                Future<Float> score = other.submit(() -> {
                    AnomalyRuns.fill(run, 2, 2);
                    run.run();
                    return run.floats("score").get(1);
                });
                assertThat(score.get(10, TimeUnit.SECONDS)).isEqualTo(12f);
            } finally {
                other.shutdownNow();
            }
        }
    }

    @Test
    void twoThreadsInsideAreFoundOutOrNeverMet() throws Exception {
        try (var session = open()) {
            BoundRun run = AnomalyRuns.bind(session, 64);
            AnomalyRuns.fill(run, 64, 2);
            var together = new CountDownLatch(2);
            var threads = Executors.newFixedThreadPool(2);
            try {
                Future<?> first = threads.submit(() -> runOften(run, together));
                Future<?> second = threads.submit(() -> runOften(run, together));
                first.get(60, TimeUnit.SECONDS);
                second.get(60, TimeUnit.SECONDS);
            } finally {
                threads.shutdownNow();
            }
            run.run();
            assertThat(run.floats("score").get(63)).isEqualTo(12f);
        }
    }

    private static Object runOften(BoundRun run, CountDownLatch together) throws Exception {
        together.countDown();
        together.await(10, TimeUnit.SECONDS);
        for (int i = 0; i < 200; i++) {
            try {
                run.run();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("two threads are inside one session");
            }
        }
        return run;
    }

    @Test
    void bindingsThatDoNotFitAreRefusedInWords() throws Exception {
        try (var session = open()) {
            List<Shape> outputs = List.of(Shape.floats("score", 1), Shape.floats("channel_error", 1, 2));
            assertThatThrownBy(() -> session.bind(List.of(Shape.floats("window", 1, 4, 2)), outputs))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("asset_type INT64[-1] is not bound");
            assertThatThrownBy(() -> session.bind(
                            List.of(Shape.floats("window", 1, 5, 2), Shape.longs("asset_type", 1)), outputs))
                    .hasMessageContaining("cannot be bound as FLOAT32[1, 5, 2]");
            assertThatThrownBy(() -> session.bind(
                            List.of(Shape.longs("window", 1, 4, 2), Shape.longs("asset_type", 1)), outputs))
                    .hasMessageContaining("cannot be bound as INT64[1, 4, 2]");
            assertThatThrownBy(() -> session.bind(
                            List.of(
                                    Shape.floats("window", 1, 4, 2),
                                    Shape.longs("asset_type", 1),
                                    Shape.longs("more", 1)),
                            outputs))
                    .hasMessageContaining("3 inputs are bound");
        }
    }

    @Test
    void aTensorThatIsNotBoundIsNotFound() throws Exception {
        try (var session = open()) {
            BoundRun run = AnomalyRuns.bind(session, 1);
            assertThatThrownBy(() -> run.floats("asset_type"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no tensor 'asset_type' of that type");
            assertThatThrownBy(() -> run.longs("none")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void batchesArePaddedToTheNextBucket() throws Exception {
        try (var session = open(SessionOptions.defaults().withBatchBuckets(List.of(1, 8, 32)))) {
            assertThat(session.padded(1)).isEqualTo(1);
            assertThat(session.padded(2)).isEqualTo(8);
            assertThat(session.padded(32)).isEqualTo(32);
            assertThat(session.padded(33)).as("above the largest, as it is").isEqualTo(33);
        }
        try (var session = open()) {
            assertThat(session.padded(7)).as("no buckets").isEqualTo(7);
        }
    }

    @Test
    void aPaddedBatchGivesTheNumbersOfItsRows() throws Exception {
        try (var session = open(SessionOptions.defaults().withBatchBuckets(List.of(8)))) {
            BoundRun run = AnomalyRuns.bind(session, session.padded(3));
            AnomalyRuns.fill(run, 8, 0);
            AnomalyRuns.fill(run, 3, 2);
            run.run();
            assertThat(run.floats("score").get(2)).isEqualTo(12f);
            assertThat(run.floats("score").get(3)).isZero();
        }
    }

    @Test
    void halfPrecisionIsReadAndWrittenAsFloats() throws Exception {
        try (var session = openHalf(SessionOptions.defaults())) {
            assertThat(session.inputs()).contains(new TensorSpec("window", ElementType.FLOAT16, List.of(-1L, 4L, 2L)));
            BoundRun one = AnomalyRuns.bind(session, 1);
            BoundRun three = AnomalyRuns.bind(session, 3);
            for (int round = 1; round <= 2; round++) {
                AnomalyRuns.fill(three, 3, 1.5f * round);
                three.run();
                assertThat(three.floats("score").get(2)).isCloseTo(6.75f * round * round, within(.02f * round * round));
                AnomalyRuns.fill(one, 1, round);
                one.run();
                assertThat(one.floats("channel_error").get(1)).isEqualTo(1f * round * round);
            }
        }
    }

    @Test
    void halfPrecisionMayBeBoundByItsOwnName() throws Exception {
        try (var session = openHalf(SessionOptions.defaults())) {
            BoundRun run = session.bind(
                    List.of(new Shape("window", ElementType.FLOAT16, 1, 4, 2), Shape.longs("asset_type", 1)),
                    List.of(
                            new Shape("score", ElementType.FLOAT16, 1),
                            new Shape("channel_error", ElementType.FLOAT16, 1, 2)));
            AnomalyRuns.fill(run, 1, 2);
            run.run();
            assertThat(run.floats("score").get(0)).isEqualTo(12f);
        }
    }

    @Test
    void aClosedSessionRunsAndBindsNothingAndMayBeClosedTwice() throws Exception {
        InferenceSession session = open();
        BoundRun run = AnomalyRuns.bind(session, 1);
        session.close();
        session.close();
        assertThatThrownBy(() -> AnomalyRuns.bind(session, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(run::run).isInstanceOf(IllegalStateException.class);
    }
}
