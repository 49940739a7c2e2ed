package dev.millrace.scaler.server;

import dev.millrace.scaler.server.proto.ExternalScalerGrpc.ExternalScalerImplBase;
import dev.millrace.scaler.server.proto.GetMetricSpecResponse;
import dev.millrace.scaler.server.proto.GetMetricsRequest;
import dev.millrace.scaler.server.proto.GetMetricsResponse;
import dev.millrace.scaler.server.proto.IsActiveResponse;
import dev.millrace.scaler.server.proto.MetricSpec;
import dev.millrace.scaler.server.proto.MetricValue;
import dev.millrace.scaler.server.proto.ScaledObjectRef;
import dev.millrace.scaler.server.watch.ScaledObjectKey;
import dev.millrace.scaler.server.watch.TooManyException;
import dev.millrace.scaler.server.watch.View;
import dev.millrace.scaler.server.watch.Wanted;
import dev.millrace.scaler.server.watch.Watch;
import dev.millrace.scaler.server.watch.Watches;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * KEDA's {@code ExternalScaler} over {@link Watches}. The metric is the number of replicas wanted, its target 1 for each replica, so that the
 * HPA's own formula gives that number back.
 *
 * <p>{@code INVALID_ARGUMENT}: the trigger's metadata are wrong; {@code UNAVAILABLE}: nothing is known, or what is known is too old, and KEDA's
 * fallback should count; {@code RESOURCE_EXHAUSTED}: too many ScaledObjects. No call blocks: one for a new ScaledObject is answered when its
 * first reading is there.
 */
final class ExternalScalerService extends ExternalScalerImplBase {
    /** How long a call waits for the first reading. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final Watches watches;

    ExternalScalerService(Watches watches) {
        this.watches = watches;
    }

    @Override
    public void isActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> observer) {
        answer(request, observer, (watch, known) -> {
            observer.onNext(activity(known.decision().active()));
            observer.onCompleted();
        });
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> observer) {
        answer(request.getScaledObjectRef(), observer, (watch, known) -> {
            int replicas = known.decision().replicas();
            String asked = request.getMetricName();
            observer.onNext(GetMetricsResponse.newBuilder()
                    .addMetricValues(MetricValue.newBuilder()
                            .setMetricName(asked.isEmpty() ? watch.wanted().metric() : asked)
                            .setMetricValue(replicas)
                            .setMetricValueFloat(replicas))
                    .build());
            observer.onCompleted();
        });
    }

    @Override
    public void getMetricSpec(ScaledObjectRef request, StreamObserver<GetMetricSpecResponse> observer) {
        try {
            observer.onNext(GetMetricSpecResponse.newBuilder()
                    .addMetricSpecs(MetricSpec.newBuilder()
                            .setMetricName(Wanted.of(key(request)).metric())
                            .setTargetSize(1)
                            .setTargetSizeFloat(1))
                    .build());
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(status(e));
        }
    }

    @Override
    public void streamIsActive(ScaledObjectRef request, StreamObserver<IsActiveResponse> observer) {
        var call = (ServerCallStreamObserver<IsActiveResponse>) observer;
        try {
            Watch watch = watches.of(key(request));
            Consumer<Boolean> push = active -> {
                if (!call.isCancelled()) {
                    call.onNext(activity(active));
                }
            };
            call.setOnCancelHandler(() -> watch.unlisten(push));
            watch.listen(push);
        } catch (RuntimeException e) {
            observer.onError(status(e));
        }
    }

    private void answer(ScaledObjectRef request, StreamObserver<?> observer, BiConsumer<Watch, View.Usable> withKnown) {
        // With a handler, an answer to a call that was cancelled meanwhile is dropped and does not throw.
        ((ServerCallStreamObserver<?>) observer).setOnCancelHandler(() -> {});
        Watch watch;
        try {
            watch = watches.of(key(request));
        } catch (RuntimeException e) {
            observer.onError(status(e));
            return;
        }
        if (watch.first().isDone()) {
            answer(watch, observer, withKnown);
            return;
        }
        var unused = watch.first()
                .copy()
                .completeOnTimeout(watch, FIRST.toMillis(), TimeUnit.MILLISECONDS)
                .thenAccept(same -> answer(same, observer, withKnown));
    }

    private static void answer(Watch watch, StreamObserver<?> observer, BiConsumer<Watch, View.Usable> withKnown) {
        View view = watch.view();
        if (view instanceof View.Usable known) {
            withKnown.accept(watch, known);
            return;
        }
        String why = view instanceof View.Lost lost
                ? "nothing is known any more: " + lost.why()
                : "nothing is known yet: " + ((View.Undecided) view).why();
        observer.onError(Status.UNAVAILABLE.withDescription(why).asRuntimeException());
    }

    private static ScaledObjectKey key(ScaledObjectRef request) {
        return new ScaledObjectKey(request.getNamespace(), request.getName(), request.getScalerMetadataMap());
    }

    private static IsActiveResponse activity(boolean active) {
        return IsActiveResponse.newBuilder().setResult(active).build();
    }

    private static StatusRuntimeException status(RuntimeException e) {
        Status kind = Status.INTERNAL;
        if (e instanceof IllegalArgumentException) {
            kind = Status.INVALID_ARGUMENT;
        } else if (e instanceof TooManyException) {
            kind = Status.RESOURCE_EXHAUSTED;
        }
        return kind.withDescription(e.getMessage()).withCause(e).asRuntimeException();
    }
}
