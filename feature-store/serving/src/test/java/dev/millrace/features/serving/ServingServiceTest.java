package dev.millrace.features.serving;

import static dev.millrace.features.api.Rows.row;
import static dev.millrace.features.serving.Shop.NOW;
import static dev.millrace.features.serving.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.Values;
import dev.millrace.servicekit.Clocks;
import feast.proto.serving.ServingAPIProto.GetFeastServingInfoRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingServiceGrpc;
import io.grpc.Deadline;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServingServiceTest {
    private static final GetOnlineFeaturesRequest ORDERS =
            request("totals:orders").build();

    private final FaultyFeatureStore store = new FaultyFeatureStore();
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        store.write(List.of(row("totals", EntityKey.none(), NOW, Map.of("orders", Values.int64(6)))));
        server = new RunningServer(store, null);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void featuresAreAnsweredAndCounted() {
        assertThat(server.stub().getOnlineFeatures(ORDERS).getResults(0).getValues(0))
                .isEqualTo(Values.int64(6));
        await().until(() -> server.endings().equals(List.of(Status.Code.OK)));
        assertThat(server.answers()).hasSize(1);
    }

    @Test
    void theVersionIsFeasts() {
        assertThat(server.stub()
                        .getFeastServingInfo(GetFeastServingInfoRequest.getDefaultInstance())
                        .getVersion())
                .isEqualTo("0.38.0");
    }

    @Test
    void aRefusalKeepsItsStatusAndMessage() {
        Status status = failure(request("totals:order").build());
        assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(status.getDescription()).contains("it has [orders]");
        await().until(() -> server.endings().equals(List.of(Status.Code.NOT_FOUND)));
        assertThat(server.answers()).isEmpty();
    }

    @Test
    void aStoreThatIsAwayIsUnavailable() {
        store.beforeReads(() -> {
            throw new FeatureStoreUnavailableException("no Redis", null);
        });
        Status status = failure(ORDERS);
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("the online store does not answer: no Redis");
    }

    @Test
    void ourOwnFaultsAreInternalAndTellNothing() {
        store.beforeReads(() -> {
            throw new IllegalStateException("secret");
        });
        Status status = failure(ORDERS);
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).doesNotContain("secret");
    }

    @Test
    void anAnswerThatComesAfterTheServersDeadlineIsNotSent() throws Exception {
        var now = new AtomicLong();
        store.beforeReads(() -> now.addAndGet(RunningServer.DEADLINE.toNanos() + 1));
        try (var slow = new RunningServer(store, null, now::get, null)) {
            var failure = catchThrowableOfType(
                    StatusRuntimeException.class, () -> slow.stub().getOnlineFeatures(ORDERS));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            assertThat(failure.getStatus().getDescription()).contains("serving.deadline, 5000 ms");
            assertThat(slow.answers()).isEmpty();
        }
    }

    /** Two threads are busy; a third request waits until its client has gone and is then not read. */
    @Test
    void requestsThatNobodyWaitsForAreNotRead() throws Exception {
        var release = new CountDownLatch(1);
        store.beforeReads(() -> awaitQuietly(release));
        var busy = ServingServiceGrpc.newFutureStub(server.channel(InsecureChannelCredentials.create()));
        var first = busy.getOnlineFeatures(ORDERS);
        var second = busy.getOnlineFeatures(ORDERS);
        await().until(() -> store.reads().size() == 2);
        var late = catchThrowableOfType(StatusRuntimeException.class, () -> server.stub()
                .withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                .getOnlineFeatures(ORDERS));
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        // The server counts from when the request came, which may be later than the client did.
        await().until(Deadline.after(1, TimeUnit.SECONDS)::isExpired);
        release.countDown();
        assertThat(first.get().getResultsCount()).isEqualTo(1);
        assertThat(second.get().getResultsCount()).isEqualTo(1);
        await().until(() -> server.endings().size() == 3);
        // The client's own cancellation may come first.
        assertThat(server.endings()).containsAnyOf(Status.Code.DEADLINE_EXCEEDED, Status.Code.CANCELLED);
        assertThat(store.reads()).hasSize(2);
    }

    @Test
    void aServerThatStopsFinishesWhatItHasBegun() throws Exception {
        var release = new CountDownLatch(1);
        store.beforeReads(() -> awaitQuietly(release));
        var answer = ServingServiceGrpc.newFutureStub(server.channel(InsecureChannelCredentials.create()))
                .getOnlineFeatures(ORDERS);
        await().until(() -> store.reads().size() == 1);
        var stopping = CompletableFuture.runAsync(() -> {
            try {
                server.server().close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // Once it stops, new connections are refused; the call in flight is not.
        await().until(() -> failure(ORDERS, 200).getCode() == Status.Code.UNAVAILABLE);
        assertThat(stopping).isNotDone();
        release.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).getResultsCount()).isEqualTo(1);
        stopping.get(10, TimeUnit.SECONDS);
    }

    @Test
    void tooManyRequestsAreTurnedAway() throws Exception {
        try (var full = new RunningServer(store, null, Clocks.nanos(), task -> {
            throw new RejectedExecutionException();
        })) {
            var failure = catchThrowableOfType(
                    StatusRuntimeException.class, () -> full.stub().getOnlineFeatures(ORDERS));
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        }
    }

    @Test
    void healthFollowsTheStoreForTheServerAndTheService() {
        var health = HealthGrpc.newBlockingStub(server.channel(InsecureChannelCredentials.create()));
        for (String service : List.of("", "feast.serving.ServingService")) {
            var ask = HealthCheckRequest.newBuilder().setService(service).build();
            assertThat(health.check(ask).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            var watch = new HealthWatch(() -> true, server.server()::serving, Duration.ZERO);
            assertThat(watch.doWork()).isEqualTo(1);
            assertThat(health.check(ask).getStatus()).isEqualTo(ServingStatus.SERVING);
            new HealthWatch(() -> false, server.server()::serving, Duration.ZERO).doWork();
            assertThat(health.check(ask).getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
        }
    }

    @Test
    void reflectionNamesTheService() throws Exception {
        var names = new CompletableFuture<List<String>>();
        var requests = ServerReflectionGrpc.newStub(server.channel(InsecureChannelCredentials.create()))
                .serverReflectionInfo(new StreamObserver<ServerReflectionResponse>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        names.complete(response.getListServicesResponse().getServiceList().stream()
                                .map(service -> service.getName())
                                .toList());
                    }

                    @Override
                    public void onError(Throwable e) {
                        names.completeExceptionally(e);
                    }

                    @Override
                    public void onCompleted() {
                        // the names have come
                    }
                });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertThat(names.get(10, TimeUnit.SECONDS)).contains("feast.serving.ServingService", "grpc.health.v1.Health");
        requests.onCompleted();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Status failure(GetOnlineFeaturesRequest request, long millis) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> server.stub()
                        .withDeadlineAfter(millis, TimeUnit.MILLISECONDS)
                        .getOnlineFeatures(request))
                .getStatus();
    }

    private Status failure(GetOnlineFeaturesRequest request) {
        return catchThrowableOfType(
                        StatusRuntimeException.class, () -> server.stub().getOnlineFeatures(request))
                .getStatus();
    }
}
