package dev.millrace.features.feast;

import dev.feast.FeastClient;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelRegistry;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.util.Optional;

/** Feast's client on a channel of ours. Its own factories offer neither interceptors nor a larger answer. */
final class ChannelClient extends FeastClient {
    /** Bytes of one answer; the default of 4 MB is 500 rows of 200 features. */
    private static final int LARGEST_ANSWER = 256 << 20;

    private final ManagedChannel channel;

    private ChannelClient(ManagedChannel channel) {
        super(channel, Optional.empty());
        this.channel = channel;
    }

    /** Connects with the first call; {@link IllegalArgumentException} where the CA file cannot be used. */
    static ChannelClient of(FeastOptions options) {
        try {
            return new ChannelClient(
                    Grpc.newChannelBuilderForAddress(options.host(), options.port(), credentials(options))
                            .intercept(Call.interceptor(options.timeout()))
                            .maxInboundMessageSize(LARGEST_ANSWER)
                            .build());
        } catch (IOException | IllegalArgumentException | ManagedChannelRegistry.ProviderNotFoundException e) {
            throw new IllegalArgumentException("ca: '" + options.ca() + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static ChannelCredentials credentials(FeastOptions options) throws IOException {
        if (!options.tls()) {
            return InsecureChannelCredentials.create();
        }
        return options.ca() == null
                ? TlsChannelCredentials.create()
                : TlsChannelCredentials.newBuilder()
                        .trustManager(options.ca().toFile())
                        .build();
    }

    /** gRPC's own back-off grows to two minutes; whoever tries again has waited already. */
    void reconnectAtOnce() {
        channel.resetConnectBackoff();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
