package dev.millrace.grpckit;

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

/** A gRPC server with one service, {@code grpc.health.v1} and reflection. What a service does must not block: it runs on the server's own threads. */
public final class GrpcServer implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;
    private static final int CALLS = 1000;

    private final Server server;
    private final HealthStatusManager health;
    private final String service;

    private GrpcServer(Server server, HealthStatusManager health, String service) {
        this.server = server;
        this.health = health;
        this.service = service;
    }

    /** Listens when this returns; health is NOT_SERVING until {@link #serving} says otherwise. */
    public static GrpcServer start(String host, int port, @Nullable TlsFiles tls, BindableService own)
            throws IOException {
        var health = new HealthStatusManager();
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(host, port),
                        tls == null ? InsecureServerCredentials.create() : tls.credentials())
                .directExecutor()
                .maxConcurrentCallsPerConnection(CALLS)
                // Streams live for days: a client that is gone without a word is found, and one may look for us.
                .keepAliveTime(1, TimeUnit.MINUTES)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(own)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build();
        var started = new GrpcServer(
                server, health, own.bindService().getServiceDescriptor().getName());
        started.serving(false);
        server.start();
        return started;
    }

    /** Tells health checks, of the server ("") and of the service by name. */
    public void serving(boolean now) {
        ServingStatus status = now ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(service, status);
    }

    public int port() {
        return server.getPort();
    }

    /** Takes no new calls, waits for those in flight, then cuts off what is left, such as streams that never end by themselves. */
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
