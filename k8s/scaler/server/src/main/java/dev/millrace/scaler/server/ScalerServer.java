package dev.millrace.scaler.server;

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

/** A gRPC server with KEDA's service, {@code grpc.health.v1} and reflection. */
final class ScalerServer implements AutoCloseable {
    private static final int GRACE_SECONDS = 2;
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int CALLS = 1000;

    private final Server server;
    private final HealthStatusManager health;
    private final String service;

    private ScalerServer(Server server, HealthStatusManager health, String service) {
        this.server = server;
        this.health = health;
        this.service = service;
    }

    /** Listens when this returns; health is NOT_SERVING until {@link #serving} says otherwise. */
    static ScalerServer start(String host, int port, @Nullable TlsFiles tls, BindableService scaler)
            throws IOException {
        var health = new HealthStatusManager();
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(host, port),
                        tls == null ? InsecureServerCredentials.create() : tls.credentials())
                // Nothing here blocks.
                .directExecutor()
                .maxInboundMessageSize(MESSAGE_BYTES)
                .maxConcurrentCallsPerConnection(CALLS)
                // Streams live for days: a client that is gone without a word is found, and one may look for us.
                .keepAliveTime(1, TimeUnit.MINUTES)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(scaler)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build();
        var started = new ScalerServer(
                server, health, scaler.bindService().getServiceDescriptor().getName());
        started.serving(false);
        server.start();
        return started;
    }

    /** Tells health checks, of the server ("") and of KEDA's service by name. */
    void serving(boolean now) {
        ServingStatus status = now ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(service, status);
    }

    int port() {
        return server.getPort();
    }

    /** Takes no new calls and cuts off the streams, which never end by themselves, after a short while. */
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
