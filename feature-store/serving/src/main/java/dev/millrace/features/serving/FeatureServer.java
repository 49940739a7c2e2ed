package dev.millrace.features.serving;

import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gRPC server with Feast's service, {@code grpc.health.v1} and reflection. */
final class FeatureServer implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;

    private final Server server;
    private final HealthStatusManager health;
    private final String service;

    private FeatureServer(Server server, HealthStatusManager health, String service) {
        this.server = server;
        this.health = health;
        this.service = service;
    }

    /** Listens when this returns; health is NOT_SERVING until {@link #serving} says otherwise. */
    static FeatureServer start(String host, int port, @Nullable TlsFiles tls, BindableService features)
            throws IOException {
        var health = new HealthStatusManager();
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(host, port),
                        tls == null ? InsecureServerCredentials.create() : tls.credentials())
                // Nothing here blocks: the service hands its calls to its own pool.
                .directExecutor()
                .addService(features)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build();
        var started = new FeatureServer(
                server, health, features.bindService().getServiceDescriptor().getName());
        started.serving(false);
        server.start();
        return started;
    }

    /** Tells health checks, of the server ("") and of Feast's service by name. */
    void serving(boolean now) {
        ServingStatus status = now ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(service, status);
    }

    int port() {
        return server.getPort();
    }

    /** Takes no new calls, waits for those in flight, then cuts off what is left. */
    @Override
    public void close() throws InterruptedException {
        if (!server.isShutdown()) {
            health.enterTerminalState();
            server.shutdown();
        }
        if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            server.shutdownNow();
            server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
