package dev.millrace.inference.oip;

import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.ModelUnavailableException;
import dev.millrace.inference.oip.proto.GRPCInferenceServiceGrpc;
import dev.millrace.inference.oip.proto.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.millrace.inference.oip.proto.ModelMetadataRequest;
import dev.millrace.inference.oip.proto.ModelMetadataResponse;
import dev.millrace.inference.oip.proto.ModelReadyRequest;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One model on one server: a connection, the calls, their deadline and what their failures mean. */
final class OipServer implements AutoCloseable {
    /** Bytes of one answer, far above any batch: the default of 4 MB is 8,000 answers of 128 items. */
    private static final int LARGEST_ANSWER = 256 << 20;

    private final OipDescriptor.Server model;
    private final ManagedChannel channel;
    private final GRPCInferenceServiceBlockingStub stub;

    private OipServer(OipDescriptor.Server model, ManagedChannel channel) {
        this.model = model;
        this.channel = channel;
        this.stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    /** Connects with the first call. */
    static OipServer of(OipDescriptor.Server model) throws ModelLoadException {
        OipEndpoint endpoint = model.endpoint();
        try {
            return new OipServer(
                    model,
                    Grpc.newChannelBuilderForAddress(endpoint.host(), endpoint.port(), endpoint.credentials())
                            .maxInboundMessageSize(LARGEST_ANSWER)
                            .build());
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelLoadException("oip.ca: '" + endpoint.ca() + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /** What the model takes and gives; it is ready then. */
    ModelMetadataResponse metadata() throws ModelLoadException {
        try {
            var ready = timed().modelReady(ModelReadyRequest.newBuilder()
                    .setName(model.model())
                    .setVersion(model.version())
                    .build());
            if (!ready.getReady()) {
                throw new ModelUnavailableException(this + " is not ready");
            }
            return timed().modelMetadata(ModelMetadataRequest.newBuilder()
                    .setName(model.model())
                    .setVersion(model.version())
                    .build());
        } catch (StatusRuntimeException e) {
            throw OipErrors.ofLoad(toString(), e);
        }
    }

    ModelInferRequest.Builder request() {
        return ModelInferRequest.newBuilder().setModelName(model.model()).setModelVersion(model.version());
    }

    ModelInferResponse infer(ModelInferRequest request) throws InferenceException {
        try {
            return timed().modelInfer(request);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
                // gRPC's own back-off grows to two minutes; whoever tries again has waited already.
                channel.resetConnectBackoff();
            }
            throw OipErrors.ofRun(toString(), e);
        }
    }

    private GRPCInferenceServiceBlockingStub timed() {
        return stub.withDeadlineAfter(model.timeoutMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        String version = model.version().isEmpty() ? "" : "/" + model.version();
        return "model " + model.model() + version + " on " + model.endpoint();
    }
}
