package dev.millrace.scaler.server;

import static dev.millrace.scaler.server.RunningScaler.model;
import static dev.millrace.scaler.server.RunningScaler.ref;
import static dev.millrace.scaler.server.RunningScaler.replicas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.features.serving.TestKeys;
import dev.millrace.grpckit.TlsFiles;
import dev.millrace.observer.Broker;
import dev.millrace.scaler.server.proto.GetMetricsRequest;
import dev.millrace.scaler.server.proto.ScaledObjectRef;
import dev.millrace.servicekit.Clocks;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scaler over a real broker, asked as KEDA asks. */
class ScalerTest {
    @TempDir
    private static Path folder;

    private static Broker broker;
    private static RunningScaler scaler;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(folder);
        broker.create(Topics.WORKER_REPORTS, 1);
        scaler = new RunningScaler(broker, null);
    }

    @AfterAll
    static void stop() throws Exception {
        scaler.close();
        broker.close();
    }

    @Test
    void theFirstRecordIsPushedAtOnce() throws Exception {
        broker.create("inference.pushed", 2);
        List<RunningScaler.Push> pushes = scaler.pushes(model("pushed"));
        await().until(() -> pushes.size() == 1);
        assertThat(pushes.get(0).active()).isFalse();
        assertThat(scaler.stub().isActive(model("pushed")).getResult()).isFalse();

        double first = millisToPush(pushes);
        broker.commit("worker.pushed", "inference.pushed", 1, 1);
        await().until(() -> pushes.size() == 3);
        assertThat(pushes.get(2).active()).isFalse();
        // Sent when the idle interval has just begun.
        double second = millisToPush(pushes);
        System.out.printf("pushed %.0f and %.0f ms after the first record%n", first, second);
        assertThat(Math.max(first, second)).isLessThan(1_500);
    }

    private static double millisToPush(List<RunningScaler.Push> pushes) throws Exception {
        int before = pushes.size();
        broker.send("inference.pushed", 1, 1);
        long sent = Clocks.nanos().getAsLong();
        await().pollInterval(Duration.ofMillis(5)).until(() -> pushes.size() > before);
        assertThat(pushes.get(before).active()).isTrue();
        return (pushes.get(before).nanos() - sent) / 1e6;
    }

    @Test
    void theMetricIsTheReplicasWantedAndItsTargetOneForEach() throws Exception {
        broker.create("inference.counted", 4);
        broker.send("inference.counted", 0, 25);
        var spec = scaler.stub().getMetricSpec(model("counted")).getMetricSpecs(0);
        assertThat(spec.getMetricName()).isEqualTo("replicas-counted");
        assertThat(spec.getTargetSize()).isEqualTo(1);
        var answer = scaler.stub()
                .getMetrics(GetMetricsRequest.newBuilder()
                        .setScaledObjectRef(model("counted"))
                        .setMetricName("s0-replicas-counted")
                        .build())
                .getMetricValues(0);
        assertThat(answer.getMetricName()).isEqualTo("s0-replicas-counted");
        assertThat(answer.getMetricValue()).isEqualTo(3);
        assertThat(answer.getMetricValueFloat()).isEqualTo(3);

        broker.send("inference.counted", 1, 500);
        await().until(() -> replicas(scaler.stub(), model("counted")) == 4);
        assertThat(gauge("replicas.wanted", "counted")).isEqualTo(4);
        assertThat(gauge("backlog.records", "counted")).isEqualTo(525);
        assertThat(gauge("blind", "counted")).isZero();
        assertThat(gauge("decision.age.seconds", "counted")).isLessThan(10);
        assertThat(gauge("slo.seconds", "counted")).isPositive();
        assertThat(reason("limit", "counted")).isEqualTo(1);
        assertThat(reason("steady", "counted")).isZero();
        assertThat(scaler.status())
                .contains("\"metric\":\"replicas-counted\"", "525 wait; no more than 4 can help", "\"blind\":false");
    }

    @Test
    void aBusyWorkerThatIsCaughtUpKeepsItActive() throws Exception {
        broker.create("inference.busy", 1);
        broker.report("busy", "w", 1L, 3);
        await().until(() -> scaler.stub().isActive(model("busy")).getResult());
        broker.report("busy", "w", 1L, 0);
        await().until(() -> !scaler.stub().isActive(model("busy")).getResult());
    }

    @Test
    void severalObjectsAreWatchedAtATime() throws Exception {
        for (int i = 0; i < 5; i++) {
            broker.create("several" + i, 6);
            broker.send("several" + i, 0, 10 * i + 1);
        }
        for (int i = 0; i < 5; i++) {
            var asked = ref("so" + i, Map.of("topic", "several" + i, "consumerGroup", "g", "sloSeconds", "1"));
            assertThat(replicas(scaler.stub(), asked)).isEqualTo(i + 1);
        }
    }

    @Test
    void aTopicThatDoesNotExistIsInactive() {
        assertThat(scaler.stub().isActive(model("nowhere")).getResult()).isFalse();
        assertThat(replicas(scaler.stub(), model("nowhere"))).isZero();
    }

    @Test
    void aMisspeltKeyIsRefusedByEveryCallAndTheRightOneIsNamed() {
        ScaledObjectRef wrong = ref("wrong", Map.of("model", "m", "sloSecond", "2"));
        for (Runnable call : List.<Runnable>of(
                () -> scaler.stub().isActive(wrong),
                () -> scaler.stub().getMetricSpec(wrong),
                () -> replicas(scaler.stub(), wrong),
                () -> scaler.stub().streamIsActive(wrong).forEachRemaining(never -> {}))) {
            var failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(failure.getStatus().getDescription())
                    .contains("sloSecond")
                    .contains("did you mean sloSeconds?");
        }
    }

    @Test
    void withTlsOnlyClientsThatTrustItAndShowTheirCertificateAreAnswered(@TempDir Path keys) throws Exception {
        TestKeys ours = TestKeys.make(keys, "server");
        TestKeys clients = TestKeys.make(keys, "client");
        var trusting = TlsChannelCredentials.newBuilder()
                .trustManager(ours.certificate().toFile());
        try (var secured =
                new RunningScaler(broker, new TlsFiles(ours.certificate(), ours.key(), clients.certificate()))) {
            assertThat(refusal(secured, InsecureChannelCredentials.create())).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(refusal(secured, trusting.build())).isEqualTo(Status.Code.UNAVAILABLE);
            var known = trusting.keyManager(
                            clients.certificate().toFile(), clients.key().toFile())
                    .build();
            assertThat(secured.stub(known).getMetricSpec(model("m")).getMetricSpecsCount())
                    .isEqualTo(1);
        }
    }

    private static Status.Code refusal(RunningScaler secured, io.grpc.ChannelCredentials credentials) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> secured.stub(credentials)
                        .getMetricSpec(model("m")))
                .getStatus()
                .getCode();
    }

    private static double gauge(String name, String object) {
        return scaler.metrics
                .get("millrace.scaler." + name)
                .tag("scaledobject", object)
                .gauge()
                .value();
    }

    private static double reason(String reason, String object) {
        return scaler.metrics
                .get("millrace.scaler.reason")
                .tag("scaledobject", object)
                .tag("reason", reason)
                .gauge()
                .value();
    }
}
