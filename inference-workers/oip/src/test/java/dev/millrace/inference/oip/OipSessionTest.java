package dev.millrace.inference.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.oip.InferTensorContents;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.InferenceUnavailableException;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.ModelUnavailableException;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import io.grpc.Status;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OipSessionTest {
    private static final float[] ONE = {1};
    private static final float[] TWO = {1, 2};

    private InferenceServer server;

    @BeforeEach
    void start() throws Exception {
        server = new InferenceServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aRequestThatTheServerRefusesIsTheRequestsFaultAndTheNextOneWorks() throws Exception {
        try (var session = open("")) {
            BoundRun run = bind(session);
            run.longs("asset_type").put(0, 99);
            assertThatThrownBy(run::run)
                    .isExactlyInstanceOf(InferenceException.class)
                    .hasMessageContaining("model anomaly on 127.0.0.1")
                    .hasMessageContaining("INVALID_ARGUMENT: no such asset type");
            run.longs("asset_type").put(0, 0);
            run.run();
            assertThat(run.floats("score").get(0)).isEqualTo(12f);
        }
    }

    @Test
    void whatMayBeMendedMeanwhileIsToldFromWhatMayNot() throws Exception {
        try (var session = open("")) {
            BoundRun run = bind(session);
            for (Status later : List.of(
                    Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED, Status.DEADLINE_EXCEEDED, Status.NOT_FOUND)) {
                server.answer(request -> {
                    throw later.asRuntimeException();
                });
                assertThatThrownBy(run::run)
                        .isInstanceOf(InferenceUnavailableException.class)
                        .hasMessageContaining(later.getCode().name());
            }
            for (Status never : List.of(Status.INVALID_ARGUMENT, Status.INTERNAL, Status.OUT_OF_RANGE)) {
                server.answer(request -> {
                    throw never.asRuntimeException();
                });
                assertThatThrownBy(run::run).isExactlyInstanceOf(InferenceException.class);
            }
        }
    }

    @Test
    void aServerThatIsAwayIsUnavailableAndServesAgainWhenItIsBack() throws Exception {
        try (var session = open("")) {
            BoundRun run = bind(session);
            run.run();
            server.stop();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(run::run).isInstanceOf(InferenceUnavailableException.class);
            }
            server.start();
            runUntilItWorks(run);
            assertThat(run.floats("score").get(0)).isEqualTo(12f);
        }
    }

    /** The first try may still meet the broken connection; gRPC's own back-off (up to minutes) must not be waited for. */
    private static void runUntilItWorks(BoundRun run) throws InferenceException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (true) {
            try {
                run.run();
                return;
            } catch (InferenceUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAtTheDeadline() throws Exception {
        try (var session = open(",\"timeoutMillis\":500")) {
            BoundRun run = bind(session);
            server.answer(request -> null);
            long start = System.nanoTime();
            assertThatThrownBy(run::run)
                    .isInstanceOf(InferenceUnavailableException.class)
                    .hasMessageContaining("DEADLINE_EXCEEDED");
            assertThat((System.nanoTime() - start) / 1_000_000L).isBetween(400L, 5_000L);
            server.answer(AnomalyModel::answer);
            run.run();
        }
    }

    @Test
    void anAnswerOfAnotherShapeTypeOrSizeIsRefused() throws Exception {
        try (var session = open("")) {
            BoundRun run = bind(session);
            answers("FP32", new long[] {2}, TWO);
            refused(run::run, "output 'score' is FP32[2], bound is FP32[1]");
            answers("FP64", new long[] {1}, ONE);
            refused(run::run, "output 'score' is FP64[1], bound is FP32[1]");
            answers("FP32", new long[] {1}, TWO);
            refused(run::run, "output 'score' has 8 bytes, its shape needs 4");
            server.answer(request -> ModelInferResponse.getDefaultInstance());
            refused(run::run, "answer has no output 'score'");
            server.answer(request -> AnomalyModel.answer(request).toBuilder()
                    .addRawOutputContents(AnomalyModel.raw(ONE, "FP32"))
                    .build());
            refused(run::run, "2 outputs with 3 raw contents");
        }
    }

    private void answers(String datatype, long[] shape, float[] score) {
        server.answer(request -> ModelInferResponse.newBuilder()
                .addOutputs(AnomalyModel.output("score", datatype, shape))
                .addRawOutputContents(AnomalyModel.raw(score, "FP32"))
                .addOutputs(AnomalyModel.output("channel_error", "FP32", 1, 2))
                .addRawOutputContents(AnomalyModel.raw(TWO, "FP32"))
                .build());
    }

    @Test
    void outputsInTypedFieldsAreReadToo() throws Exception {
        try (var session = open("")) {
            BoundRun run = bind(session);
            answersTyped(contents(7), contents(8, 9));
            run.run();
            assertThat(run.floats("score").get(0)).isEqualTo(7f);
            assertThat(run.floats("channel_error").get(1)).isEqualTo(9f);
            answersTyped(contents(7), contents(8));
            refused(run::run, "output 'channel_error' has 1 numbers, its shape needs 2");
        }
    }

    private void answersTyped(InferTensorContents score, InferTensorContents errors) {
        server.answer(request -> ModelInferResponse.newBuilder()
                .addOutputs(AnomalyModel.output("score", "FP32", 1).toBuilder().setContents(score))
                .addOutputs(AnomalyModel.output("channel_error", "FP32", 1, 2).toBuilder()
                        .setContents(errors))
                .build());
    }

    private static InferTensorContents contents(float... numbers) {
        var contents = InferTensorContents.newBuilder();
        for (float number : numbers) {
            contents.addFp32Contents(number);
        }
        return contents.build();
    }

    @Test
    void aModelThatTheServerDoesNotServeYetMayBeTriedLater() throws Exception {
        server.ready(false);
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("model anomaly on 127.0.0.1")
                .hasMessageContaining("is not ready");
        server.ready(true);
        assertThatThrownBy(() -> new OipSessionFactory().open(server.descriptor("none", ""), SessionOptions.defaults()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("NOT_FOUND");
        server.stop();
        assertThatThrownBy(() -> open("")).isInstanceOf(ModelUnavailableException.class);
        server.start();
        open("").close();
    }

    private InferenceSession open(String more) throws ModelLoadException {
        return new OipSessionFactory().open(server.descriptor("anomaly", more), SessionOptions.defaults());
    }

    private static void refused(ThrowingCallable run, String message) {
        assertThatThrownBy(run).isExactlyInstanceOf(InferenceException.class).hasMessageContaining(message);
    }

    private static BoundRun bind(InferenceSession session) throws InferenceException {
        BoundRun run = session.bind(
                List.of(Shape.floats("window", 1, 4, 2), Shape.longs("asset_type", 1)),
                List.of(Shape.floats("score", 1), Shape.floats("channel_error", 1, 2)));
        for (int i = 0; i < 8; i++) {
            run.floats("window").put(i, 2);
        }
        return run;
    }
}
