package dev.millrace.features.serving;

import static dev.millrace.features.api.Rows.row;
import static dev.millrace.features.serving.Shop.column;
import static dev.millrace.features.serving.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.ServiceProcess;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureServerMainTest {
    @TempDir
    Path folder;

    @Test
    void servesWhileRedisIsThereSaysSoWhenNotAndStopsWhenTold() throws Exception {
        int redisPort = FreePorts.next();
        int port = FreePorts.next();
        EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"), redisPort);
        Instant recent = Clocks.wall().instant().minusSeconds(10);
        try (var store = RedisFeatureStore.connect(redis.uri(), Shop.PROJECT)) {
            store.write(List.of(
                    row("user_stats", EntityKey.of("user_id", "ann"), recent, Map.of("clicks", Values.int64(3)))));
        }
        Path yaml = Files.writeString(folder.resolve("views.yaml"), Shop.YAML);
        var settings = Map.of(
                "redis.uri", redis.uri(),
                "redis.project", Shop.PROJECT,
                "features.definitions", yaml.toString(),
                "serving.port", Integer.toString(port));
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        try (var process = ServiceProcess.start(FeatureServerMain.class, "feature-server", folder, 96, settings)) {
            process.awaitReady();
            var features = ServingServiceGrpc.newBlockingStub(channel);
            var asked = request("user_stats:clicks")
                    .putEntities("user_id", column(Values.text("ann"), Values.text("bob")))
                    .build();
            assertThat(features.getOnlineFeatures(asked).getResults(0).getStatusesList())
                    .containsExactly(FieldStatus.PRESENT, FieldStatus.NOT_FOUND);
            awaitHealth(channel, ServingStatus.SERVING);
            assertThat(process.metric("millrace_serving_rows_sum")).isEqualTo(2);
            assertThat(process.metric("millrace_serving_values_total{status=\"not_found\"}"))
                    .isEqualTo(1);

            await().until(() -> process.metric("millrace_serving_requests_seconds_count{status=\"OK\"}") == 1);

            redis.kill();
            awaitHealth(channel, ServingStatus.NOT_SERVING);
            assertThat(process.ready()).isFalse();
            var failure = catchThrowableOfType(StatusRuntimeException.class, () -> features.getOnlineFeatures(asked));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);

            redis = EmbeddedRedis.start(folder.resolve("redis"), redisPort);
            awaitHealth(channel, ServingStatus.SERVING);
            assertThat(features.getOnlineFeatures(asked).getResultsCount()).isEqualTo(1);
            assertThat(process.stop()).isEqualTo(ServiceProcess.TERMINATED);
        } finally {
            channel.shutdownNow();
            redis.close();
        }
    }

    @Test
    void aBadSettingEndsItWithAMessage() throws Exception {
        var settings = Map.of("redis.uri", "redis://127.0.0.1:1", "serving.tls.cert", "/none.pem");
        try (var process = ServiceProcess.start(FeatureServerMain.class, "feature-server", folder, 96, settings)) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.log()).contains("cannot start: setting 'serving.tls.key': is required");
        }
    }

    private static void awaitHealth(ManagedChannel channel, ServingStatus status) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus()
                        == status);
    }
}
