package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoResponse;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.serving.ServingServiceGrpc.ServingServiceImplBase;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feast's {@code ServingService}: calls {@link FeatureReader} on a pool of its own, maps failures to gRPC statuses, and does no work
 * for requests that nobody waits for any more.
 */
final class ServingService extends ServingServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(ServingService.class);
    /** The version of Feast whose API this is. */
    static final String FEAST_VERSION = "0.38.0";

    private final FeatureReader reader;
    private final Executor pool;
    private final Duration deadline;
    private final LongSupplier nanos;
    private final ServingMetrics metrics;

    /** {@code pool} refuses with {@link RejectedExecutionException} when too many requests wait. */
    ServingService(FeatureReader reader, Executor pool, Duration deadline, LongSupplier nanos, ServingMetrics metrics) {
        this.reader = reader;
        this.pool = pool;
        this.deadline = deadline;
        this.nanos = nanos;
        this.metrics = metrics;
    }

    @Override
    public void getFeastServingInfo(
            GetFeastServingInfoRequest request, StreamObserver<GetFeastServingInfoResponse> observer) {
        observer.onNext(GetFeastServingInfoResponse.newBuilder()
                .setVersion(FEAST_VERSION)
                .build());
        observer.onCompleted();
    }

    @Override
    public void getOnlineFeatures(
            GetOnlineFeaturesRequest request, StreamObserver<GetOnlineFeaturesResponse> observer) {
        long came = nanos.getAsLong();
        // With a handler, an answer to a call that was cancelled meanwhile is dropped and does not throw.
        ((ServerCallStreamObserver<GetOnlineFeaturesResponse>) observer).setOnCancelHandler(() -> {});
        try {
            pool.execute(Context.current().wrap(() -> {
                Status status = answer(request, observer, came);
                metrics.ended(status.getCode(), nanos.getAsLong() - came);
            }));
        } catch (RejectedExecutionException e) {
            Status status = Status.RESOURCE_EXHAUSTED.withDescription("too many requests wait: retry later");
            observer.onError(status.asRuntimeException());
            metrics.ended(status.getCode(), nanos.getAsLong() - came);
        }
    }

    private Status answer(
            GetOnlineFeaturesRequest request, StreamObserver<GetOnlineFeaturesResponse> observer, long came) {
        try {
            requireInTime(came);
            Answer answer = reader.read(request);
            requireInTime(came);
            metrics.answered(answer);
            observer.onNext(answer.response());
            observer.onCompleted();
            return Status.OK;
        } catch (RuntimeException e) {
            Status status = status(e);
            observer.onError(status.asRuntimeException());
            return status;
        }
    }

    private void requireInTime(long came) {
        Status gone = Context.current().isCancelled() ? Status.CANCELLED : Status.OK;
        var clientsDeadline = Context.current().getDeadline();
        if (nanos.getAsLong() - came > deadline.toNanos() || (clientsDeadline != null && clientsDeadline.isExpired())) {
            gone = Status.DEADLINE_EXCEEDED.withDescription(
                    "not answered in time: the client's deadline or serving.deadline, " + deadline.toMillis() + " ms");
        }
        if (!gone.isOk()) {
            throw gone.asRuntimeException();
        }
    }

    private static Status status(RuntimeException e) {
        if (e instanceof StatusRuntimeException known) {
            return known.getStatus();
        }
        if (e instanceof FeatureStoreUnavailableException) {
            return Status.UNAVAILABLE.withDescription("the online store does not answer: " + e.getMessage());
        }
        LOG.error("request for features failed", e);
        return Status.INTERNAL.withDescription("the feature server failed: see its log");
    }
}
