package dev.millrace.scaler.server;

import static dev.millrace.scaler.server.RunningScaler.model;
import static dev.millrace.scaler.server.RunningScaler.replicas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.FreePorts;
import dev.millrace.observer.Broker;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.millrace.servicekit.ServiceProcess;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scaler as a process. */
class ScalerMainTest {
    private static final int MB = 96;

    @TempDir
    private Path folder;

    @Test
    void withoutKafkaTheLastDecisionIsHeldThenNothingIsSaidAndThenAllIsWellAgain() throws Exception {
        int port = FreePorts.next();
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        try (var broker = Broker.start(folder)) {
            broker.create(Topics.WORKER_REPORTS, 1);
            broker.create("inference.m", 2);
            broker.send("inference.m", 0, 20);
            var settings = Map.of(
                    "kafka.bootstrap",
                    broker.bootstrap(),
                    "scaler.port",
                    Integer.toString(port),
                    "kafka.timeout",
                    "1s",
                    "hold.seconds",
                    "6");
            try (var process = ServiceProcess.start(ScalerMain.class, "scaler", folder, MB, settings)) {
                process.awaitReady();
                await().until(() -> health(channel) == ServingStatus.SERVING);
                assertThat(replicas(stub(channel), model("m"))).isPositive();
                await().until(() -> process.metric("millrace_scaler_backlog_records") == 20);

                broker.stop();
                await().atMost(Duration.ofSeconds(20)).until(() -> process.metric("millrace_scaler_blind") == 1);
                assertThat(replicas(stub(channel), model("m"))).as("held").isPositive();
                assertThat(process.ready())
                        .as("it must be reached while it holds")
                        .isTrue();
                await().atMost(Duration.ofSeconds(30)).until(() -> refused(channel));

                broker.startAgain();
                await().atMost(Duration.ofSeconds(60)).until(() -> !refused(channel));
                assertThat(replicas(stub(channel), model("m"))).isPositive();
                assertThat(process.metric("millrace_scaler_blind")).isZero();
                assertThat(process.stop()).isEqualTo(ServiceProcess.TERMINATED);
                assertThat(process.log())
                        .contains("replicas are held for up to 6 s", "KEDA's fallback counts")
                        .doesNotContain("did not close cleanly");
            }
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aBadSettingEndsItWithAMessage() throws Exception {
        var settings = Map.of("kafka.bootstrap", "127.0.0.1:1", "scaler.tls.cert", "/none.pem");
        try (var process = ServiceProcess.start(ScalerMain.class, "scaler", folder, MB, settings)) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.log()).contains("cannot start: setting 'scaler.tls.key': is required");
        }
    }

    private static boolean refused(ManagedChannel channel) {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(channel).isActive(model("m")));
        if (failure == null) {
            return false;
        }
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        return true;
    }

    private static ExternalScalerBlockingStub stub(ManagedChannel channel) {
        return ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static ServingStatus health(ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }
}
