package dev.millrace.inference.oip;

import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.inference.oip.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.millrace.inference.oip.proto.ModelMetadataRequest;
import dev.millrace.inference.oip.proto.ModelMetadataResponse;
import dev.millrace.inference.oip.proto.ModelReadyRequest;
import dev.millrace.inference.oip.proto.ModelReadyResponse;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small inference server on loopback: the models {@code anomaly} (FP32) and {@code half} (FP16) of {@link AnomalyModel}. A test
 * may go away with it, or answer in its place.
 */
final class InferenceServer extends GRPCInferenceServiceImplBase implements AutoCloseable {
    private final ServerCredentials credentials;
    private @Nullable Server server;
    private int port;
    private volatile Answers answers = AnomalyModel::answer;
    private volatile boolean ready = true;

    /** Answers a request; null never answers. */
    interface Answers {
        @Nullable
        ModelInferResponse of(ModelInferRequest request);
    }

    InferenceServer() throws IOException {
        this(InsecureServerCredentials.create());
    }

    InferenceServer(ServerCredentials credentials) throws IOException {
        this.credentials = credentials;
        start();
    }

    /** On a free port, later on the same again. */
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
                .addService(this)
                .build()
                .start();
        port = server.getPort();
    }

    void stop() throws InterruptedException {
        if (server != null) {
            server.shutdownNow();
            if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server does not stop");
            }
            server = null;
        }
    }

    void answer(Answers with) {
        answers = with;
    }

    void ready(boolean now) {
        ready = now;
    }

    /** A descriptor of one of the models; {@code more} keys such as {@code ,"timeoutMillis":50}. */
    byte[] descriptor(String model, String more) {
        return ("{\"oip\":{\"endpoint\":\"127.0.0.1:" + port + "\",\"model\":\"" + model + "\"" + more
                        + "},\"metadata\":{\"millrace.kind\":\"sensor-anomaly\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        finish(observer, ModelReadyResponse.newBuilder().setReady(ready).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        try {
            finish(observer, AnomalyModel.metadata(request.getName()));
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        }
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        try {
            ModelInferResponse answer = answers.of(request);
            if (answer != null) {
                finish(observer, answer);
            }
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        } catch (RuntimeException e) {
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
        }
    }

    private static <T> void finish(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
