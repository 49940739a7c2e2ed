package dev.millrace.scaler.server.client;

import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc;
import dev.millrace.scaler.server.proto.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.millrace.scaler.server.proto.GetMetricsRequest;
import dev.millrace.scaler.server.proto.ScaledObjectRef;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks a scaler for one trigger, plaintext, as KEDA and the HPA ask it. There is no {@code StreamIsActive} here: who asks four times
 * a second learns of the first record as soon as who is told.
 *
 * <p>One thread at a time.
 */
public final class ScalerClient implements AutoCloseable {
    private static final int DEADLINE_SECONDS = 3;
    /** What one replica takes of a metric that is a number of replicas. */
    private static final double TARGET = 1;

    private final ManagedChannel channel;
    private final ScaledObjectRef object;

    private ScalerClient(ManagedChannel channel, ScaledObjectRef object) {
        this.channel = channel;
        this.object = object;
    }

    /**
     * Connects at the first reading.
     *
     * @param address host and port
     * @param metadata of the trigger, as the ScaledObject has them
     */
    public static ScalerClient open(String address, String name, String namespace, Map<String, String> metadata) {
        return new ScalerClient(
                NettyChannelBuilder.forTarget(address).usePlaintext().build(),
                ScaledObjectRef.newBuilder()
                        .setName(name)
                        .setNamespace(namespace)
                        .putAllScalerMetadata(metadata)
                        .build());
    }

    /** Returns within 3 s; a scaler that is away or knows nothing is a failed reading, with its own words. */
    public TriggerReading read() {
        ExternalScalerBlockingStub scaler =
                ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        try {
            boolean active = scaler.isActive(object).getResult();
            double replicas = scaler
                    .getMetrics(GetMetricsRequest.newBuilder()
                            .setScaledObjectRef(object)
                            .build())
                    .getMetricValuesList()
                    .stream()
                    .mapToDouble(value -> value.getMetricValueFloat())
                    .sum();
            return TriggerReading.of(active, replicas, TARGET);
        } catch (StatusRuntimeException e) {
            Status status = e.getStatus();
            return TriggerReading.failed(
                    "scaler: " + (status.getDescription() == null ? status.getCode() : status.getDescription()));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
