package dev.millrace.microbench;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.contracts.oip.ModelInferResponse.InferOutputTensor;
import dev.millrace.inference.oip.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.millrace.inference.oip.proto.ModelMetadataRequest;
import dev.millrace.inference.oip.proto.ModelMetadataResponse;
import dev.millrace.inference.oip.proto.ModelMetadataResponse.TensorMetadata;
import dev.millrace.inference.oip.proto.ModelReadyRequest;
import dev.millrace.inference.oip.proto.ModelReadyResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A model that takes its time for every batch and no processor: y = x behind the Open Inference Protocol, answered after a delay,
 * any number of batches at once. So workers of it can be many on a machine of few cores.
 */
final class SlowModelServer extends GRPCInferenceServiceImplBase implements AutoCloseable {
    private static final String FLOATS = "FP32";

    private final Duration batch;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server;

    /** {@code batch}: how long each batch takes, whatever its size. */
    SlowModelServer(Duration batch) throws IOException {
        this.batch = batch;
        this.server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(this)
                .build()
                .start();
    }

    /** What is published in place of an ONNX file. */
    byte[] descriptor() {
        return ("{\"oip\":{\"endpoint\":\"127.0.0.1:" + server.getPort() + "\",\"model\":\"slow\"},\"metadata\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        finish(observer, ModelReadyResponse.newBuilder().setReady(true).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        finish(
                observer,
                ModelMetadataResponse.newBuilder()
                        .setName(request.getName())
                        .addInputs(tensor("x"))
                        .addOutputs(tensor("y"))
                        .build());
    }

    private static TensorMetadata tensor(String name) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(FLOATS)
                .addShape(-1)
                .addShape(1)
                .build();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        ByteString values = request.getRawInputContents(0);
        var answer = ModelInferResponse.newBuilder()
                .setModelName(request.getModelName())
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName("y")
                        .setDatatype(FLOATS)
                        .addAllShape(request.getInputs(0).getShapeList()))
                .addRawOutputContents(values)
                .build();
        var unused = timer.schedule(() -> finish(observer, answer), batch.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static <T> void finish(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination();
        timer.shutdownNow();
    }
}
