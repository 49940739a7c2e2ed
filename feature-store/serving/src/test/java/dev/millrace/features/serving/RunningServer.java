package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.servicekit.Clocks;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.serving.ServingServiceGrpc.ServingServiceBlockingStub;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The whole server over a store, on a free port, with channels to it and what it counted. */
final class RunningServer implements AutoCloseable, ServingMetrics {
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private final RequestPool pool = new RequestPool(2);
    private final FeatureServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Status.Code> ended = new CopyOnWriteArrayList<>();
    private final List<Answer> answered = new CopyOnWriteArrayList<>();

    RunningServer(FeatureStore store, @Nullable TlsFiles tls) throws IOException {
        this(store, tls, Clocks.nanos(), null);
    }

    RunningServer(FeatureStore store, @Nullable TlsFiles tls, LongSupplier nanos, @Nullable Executor instead)
            throws IOException {
        var reader = new FeatureReader(store, Shop.views(), Naming.REFERENCE, Shop.CLOCK, 100);
        server = FeatureServer.start(
                "127.0.0.1",
                0,
                tls,
                new ServingService(reader, instead == null ? pool : instead, DEADLINE, nanos, this));
    }

    FeatureServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    ServingServiceBlockingStub stub() {
        return stub(InsecureChannelCredentials.create());
    }

    ServingServiceBlockingStub stub(ChannelCredentials credentials) {
        return ServingServiceGrpc.newBlockingStub(channel(credentials));
    }

    ManagedChannel channel(ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port(), credentials)
                .build();
        channels.add(channel);
        return channel;
    }

    List<Status.Code> endings() {
        return ended;
    }

    List<Answer> answers() {
        return answered;
    }

    @Override
    public void ended(Status.Code status, long nanos) {
        ended.add(status);
    }

    @Override
    public void answered(Answer answer) {
        answered.add(answer);
    }

    @Override
    public void close() throws InterruptedException {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        pool.close();
    }
}
