package dev.millrace.features.serving;

import static dev.millrace.features.serving.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.grpckit.TlsFiles;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureServerTlsTest {
    private static final GetOnlineFeaturesRequest ORDERS =
            request("totals:orders").build();

    @TempDir
    Path folder;

    private TestKeys ours;
    private TestKeys clients;

    @BeforeEach
    void makeKeys() throws Exception {
        ours = TestKeys.make(folder, "server");
        clients = TestKeys.make(folder, "client");
    }

    @Test
    void clientsThatTrustTheCertificateAreAnsweredAndOthersAreNot() throws Exception {
        try (var server = start(null)) {
            assertThat(answered(server, trusting(ours))).isTrue();
            assertThat(answered(server, trusting(clients))).isFalse();
            assertThat(answered(server, InsecureChannelCredentials.create())).isFalse();
        }
    }

    @Test
    void withAClientCaOnlyClientsWithACertificateAreAnswered() throws Exception {
        try (var server = start(clients.certificate())) {
            assertThat(answered(server, trusting(ours))).isFalse();
            assertThat(answered(server, showing(ours))).isFalse();
            assertThat(answered(server, showing(clients))).isTrue();
        }
    }

    @Test
    void aFileThatIsNoCertificateIsRefused() throws IOException {
        Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunningServer(new InMemoryFeatureStore(), new TlsFiles(none, ours.key(), null)));
    }

    private RunningServer start(@Nullable Path clientCa) throws IOException {
        return new RunningServer(new InMemoryFeatureStore(), new TlsFiles(ours.certificate(), ours.key(), clientCa));
    }

    private static ChannelCredentials trusting(TestKeys server) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().toFile())
                .build();
    }

    private ChannelCredentials showing(TestKeys client) throws IOException {
        return TlsChannelCredentials.newBuilder()
                .trustManager(ours.certificate().toFile())
                .keyManager(client.certificate().toFile(), client.key().toFile())
                .build();
    }

    private static boolean answered(RunningServer server, ChannelCredentials credentials) {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> server.stub(credentials).getOnlineFeatures(ORDERS));
        if (failure == null) {
            return true;
        }
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        return false;
    }
}
