package dev.millrace.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.rows.UserActivityRow;
import dev.millrace.features.serving.FeatureServerMain;
import dev.millrace.inference.worker.tensor.UnaryModel;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that names features, in a worker process: out of Redis, and through a feature server by Feast's client. */
class FeatureWorkerTest {
    private static final String MODEL = "taste";
    private static final String FEATURES = "{\"x\":[\"user_activity:events\",\"user_activity:interactions\"]}";
    private static final String REQUEST =
            """
            {"id":"1","inputs":[{"name":"user_id","datatype":"BYTES","shape":[2],"data":["ann","nobody"]}]}""";

    @TempDir
    Path folder;

    @Test
    void featuresComeOutOfRedis() throws Exception {
        try (var redis = EmbeddedRedis.start(folder.resolve("redis"), FreePorts.next())) {
            answers(redis, Map.of("redis.uri", redis.uri()));
        }
    }

    @Test
    void featuresComeThroughAFeastServer() throws Exception {
        int port = FreePorts.next();
        try (var redis = EmbeddedRedis.start(folder.resolve("redis"), FreePorts.next());
                var server = ServiceProcess.start(
                        FeatureServerMain.class,
                        "feature-server",
                        folder.resolve("server"),
                        96,
                        Map.of("redis.uri", redis.uri(), "serving.port", Integer.toString(port)))) {
            server.awaitReady();
            answers(redis, Map.of("features.source", "feast", "feast.port", Integer.toString(port)));
            assertThat(server.metric("millrace_serving_values_total{status=\"present\"}"))
                    .isEqualTo(2);
        }
    }

    private void answers(EmbeddedRedis redis, Map<String, String> settings) throws Exception {
        var model = new UnaryModel("Identity", Map.of("millrace.features", FEATURES), DataType.FLOAT, "n", 2);
        try (var platform = TestPlatform.start(folder);
                var store = RedisFeatureStore.connect(redis.uri(), "millrace")) {
            store.write(List.of(UserActivityRow.of("ann", Clocks.wall().instant())
                    .events(5L)
                    .interactions(3L)
                    .build()));
            platform.publish(MODEL, model.bytes());
            try (var worker = platform.worker(MODEL, settings).awaitReady();
                    var results = platform.results(Topics.predictions(MODEL))) {
                platform.send(Topics.inference(MODEL), "ann", REQUEST.getBytes(UTF_8));
                InferResponse answer =
                        InferResponse.decode(results.await(1).records.get(0).value());
                assertThat(answer.outputs()).containsExactly(Tensor.floats("y", new float[] {5, 3, 0, 0}, 2, 2));
                assertThat(answer.notes())
                        .containsExactly(
                                Map.entry("features.missing", "user_activity:events,user_activity:interactions"));
                assertThat(worker.metric("millrace_features_read_rows_total"))
                        .as("ann, nobody and the warm-up's")
                        .isEqualTo(3);
            }
        }
    }
}
