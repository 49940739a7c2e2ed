package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.decorators.FreshFeatureStore;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.grpckit.GrpcServer;
import dev.millrace.grpckit.TlsFiles;
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
public final class RunningServer implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_ROWS = 1000;

    private final RequestPool pool = new RequestPool(2);
    private final GrpcServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Status.Code> ended = new CopyOnWriteArrayList<>();
    private final List<Answer> answered = new CopyOnWriteArrayList<>();

    RunningServer(FeatureStore store, @Nullable TlsFiles tls) throws IOException {
        this(store, tls, Clocks.nanos(), null);
    }

    RunningServer(FeatureStore store, @Nullable TlsFiles tls, LongSupplier nanos, @Nullable Executor instead)
            throws IOException {
        this(Shop.reader(store, Naming.REFERENCE, 100), 0, tls, nanos, instead);
    }

    private RunningServer(
            FeatureReader reader, int port, @Nullable TlsFiles tls, LongSupplier nanos, @Nullable Executor instead)
            throws IOException {
        server = GrpcServer.start(
                "127.0.0.1",
                port,
                tls,
                new ServingService(reader, instead == null ? pool : instead, DEADLINE, nanos, counts()));
    }

    /** For the tests of other modules. */
    public static RunningServer open(FeatureStore store, FeatureViews views) throws IOException {
        return open(store, views, 0, Naming.REFERENCE, null);
    }

    /** On a given port. */
    public static RunningServer openAt(int port, FeatureStore store, FeatureViews views) throws IOException {
        return open(store, views, port, Naming.REFERENCE, null);
    }

    /** Features are called as the Go server calls them, without their view. */
    public static RunningServer openBrief(FeatureStore store, FeatureViews views) throws IOException {
        return open(store, views, 0, Naming.FEATURE, null);
    }

    public static RunningServer openTls(FeatureStore store, FeatureViews views, TestKeys keys) throws IOException {
        return open(store, views, 0, Naming.REFERENCE, new TlsFiles(keys.certificate(), keys.key(), null));
    }

    private static RunningServer open(
            FeatureStore store, FeatureViews views, int port, Naming naming, @Nullable TlsFiles tls)
            throws IOException {
        FeatureStore fresh = FreshFeatureStore.wrap(store, views.timeToLive(), Clocks.wall());
        var reader = new FeatureReader(fresh, views, naming, MOST_ROWS);
        return new RunningServer(reader, port, tls, Clocks.nanos(), null);
    }

    private ServingMetrics counts() {
        return new ServingMetrics() {
            @Override
            public void ended(Status.Code status, long nanos) {
                ended.add(status);
            }

            @Override
            public void answered(Answer answer) {
                answered.add(answer);
            }
        };
    }

    GrpcServer server() {
        return server;
    }

    public int port() {
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
    public void close() throws InterruptedException {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        pool.close();
    }
}
