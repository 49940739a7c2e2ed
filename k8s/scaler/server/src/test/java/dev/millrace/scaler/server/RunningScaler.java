package dev.millrace.scaler.server;

import dev.millrace.grpckit.GrpcServer;
import dev.millrace.grpckit.TlsFiles;
import dev.millrace.observer.Broker;
import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.millrace.scaler.server.proto.GetMetricsRequest;
import dev.millrace.scaler.server.proto.IsActiveResponse;
import dev.millrace.scaler.server.proto.ScaledObjectRef;
import dev.millrace.scaler.server.watch.Brain;
import dev.millrace.scaler.server.watch.CapacityMeter;
import dev.millrace.scaler.server.watch.ReportedCapacity;
import dev.millrace.scaler.server.watch.Wanted;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The whole scaler on a free port, as its main wires it, with channels to it. */
final class RunningScaler implements AutoCloseable {
    /** One worker for each ten records that wait. */
    private static final Brain TEN_EACH = new Brain() {
        @Override
        public ReplicaPolicy policy(Wanted wanted) {
            return seen -> {
                long backlog = seen.loads().totalBacklog();
                boolean active = backlog > 0 || seen.fleet().busy() > 0;
                return new Decision((int) ((backlog + 9) / 10), active, backlog + " wait");
            };
        }

        @Override
        public CapacityMeter capacity(Wanted wanted) {
            return new ReportedCapacity(wanted.declaredRate(), wanted.declaredStartup());
        }
    };

    /** One push, and when it came. */
    record Push(boolean active, long nanos) {}

    final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Scaler scaler;
    private final AgentRunner follower;
    private final AgentRunner watches;
    private final GrpcServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    RunningScaler(Broker broker, @Nullable TlsFiles tls) throws Exception {
        var settings = new ScalerSettings("127.0.0.1", 0, tls, Duration.ofMinutes(5), Duration.ofSeconds(5));
        scaler = new Scaler(broker.kafka, settings, TEN_EACH, () -> true, metrics, Clocks.wall(), Clocks.nanos());
        follower = AgentRunner.start("reports", scaler.follower(), failure::set);
        watches = AgentRunner.start("watches", scaler.watches(), failure::set);
        server = GrpcServer.start("127.0.0.1", 0, tls, new ExternalScalerService(scaler.watches()));
    }

    String status() {
        return scaler.status();
    }

    ExternalScalerBlockingStub stub() {
        return stub(InsecureChannelCredentials.create());
    }

    ExternalScalerBlockingStub stub(ChannelCredentials credentials) {
        return ExternalScalerGrpc.newBlockingStub(channel(credentials)).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private ManagedChannel channel(ChannelCredentials credentials) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress("127.0.0.1", server.port(), credentials)
                .build();
        channels.add(channel);
        return channel;
    }

    /** What is pushed from now on. */
    List<Push> pushes(ScaledObjectRef asked) {
        var pushes = new CopyOnWriteArrayList<Push>();
        ExternalScalerGrpc.newStub(channel(InsecureChannelCredentials.create()))
                .streamIsActive(asked, new StreamObserver<>() {
                    @Override
                    public void onNext(IsActiveResponse response) {
                        pushes.add(new Push(response.getResult(), Clocks.nanos().getAsLong()));
                    }

                    @Override
                    public void onError(Throwable failed) {}

                    @Override
                    public void onCompleted() {}
                });
        return pushes;
    }

    static ScaledObjectRef ref(String name, Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setNamespace("ns")
                .setName(name)
                .putAllScalerMetadata(metadata)
                .build();
    }

    static ScaledObjectRef model(String model) {
        return ref(model, Map.of("scalerAddress", "millrace-scaler:6000", "model", model, "sloSeconds", "2"));
    }

    static long replicas(ExternalScalerBlockingStub stub, ScaledObjectRef asked) {
        return stub.getMetrics(GetMetricsRequest.newBuilder()
                        .setScaledObjectRef(asked)
                        .setMetricName("replicas")
                        .build())
                .getMetricValues(0)
                .getMetricValue();
    }

    @Override
    public void close() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        watches.close();
        follower.close();
        scaler.close();
        if (failure.get() != null) {
            throw new AssertionError("a loop failed", failure.get());
        }
    }
}
