package dev.millrace.features.feast;

import static dev.millrace.features.api.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.Values;
import dev.millrace.features.serving.RunningServer;
import dev.millrace.features.serving.TestKeys;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.servicekit.Clocks;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract does not say of a store: ages, failures, TLS, other servers' names. */
class FeastReadsTest {
    private static final EntityKey ANN = EntityKey.of("user_id", "ann");
    private static final FeatureRefs REFS = FeatureRefs.of(
            List.of(FeatureRef.parse("fresh:n"), FeatureRef.parse("aging:m"), FeatureRef.parse("aging:k")));

    @TempDir
    Path folder;

    private final InMemoryFeatureStore store = new InMemoryFeatureStore();

    @Test
    void theServersVerdictOnAgesIsKeptUntilAnotherIsAskedFor() throws Exception {
        Instant now = Clocks.wall().instant();
        Instant old = now.minus(Duration.ofMinutes(2)).plusNanos(7);
        store.write(List.of(
                row("fresh", ANN, old, Map.of("n", Values.int64(1))),
                row("aging", ANN, old, Map.of("m", Values.int64(2), "k", Value.getDefaultInstance()))));
        try (var server = RunningServer.open(store, views());
                var feast = connect(server.port(), null)) {
            FeatureVector vector = feast.read(REFS, ANN);
            assertThat(vector.presence("n")).isEqualTo(Presence.PRESENT);
            assertThat(vector.presence("m")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
            assertThat(vector.number("m")).hasValue(2);
            assertThat(vector.eventTimeOf("aging")).isEqualTo(old);
            FeatureVector judgedAnew = vector.aged(Map.of("fresh", Duration.ofMinutes(1)), now);
            assertThat(judgedAnew.presence("n")).isEqualTo(Presence.OUTSIDE_MAX_AGE);
            assertThat(judgedAnew.presence("m")).isEqualTo(Presence.PRESENT);
            assertThat(judgedAnew.presence("k")).isEqualTo(Presence.NULL_VALUE);
        }
    }

    @Test
    void namesAsTheGoServerGivesThemAreUnderstood() throws Exception {
        Instant now = Clocks.wall().instant();
        store.write(List.of(row("fresh", ANN, now, Map.of("n", Values.int64(1)))));
        try (var server = RunningServer.openBrief(store, views());
                var feast = connect(server.port(), null)) {
            assertThat(feast.read(REFS, ANN).number("n")).hasValue(1);
        }
    }

    @Test
    void readsOverTls() throws Exception {
        TestKeys keys = TestKeys.make(folder, "server");
        TestKeys others = TestKeys.make(folder, "other");
        try (var server = RunningServer.openTls(store, views(), keys);
                var feast = connect(server.port(), keys.certificate());
                var distrustful = connect(server.port(), others.certificate())) {
            assertThat(feast.read(REFS, ANN).found()).isFalse();
            assertThat(feast.reachable()).isTrue();
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> distrustful.read(REFS, ANN));
        }
    }

    @Test
    void aServerThatIsAwayIsUnavailableAndFoundAgain() throws Exception {
        int port = FreePorts.next();
        try (var feast = connect(port, null)) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> feast.read(REFS, ANN))
                    .withMessageContaining("Feast server 127.0.0.1:" + port + ": UNAVAILABLE");
            assertThat(feast.reachable()).isFalse();
            try (var server = RunningServer.openAt(port, store, views())) {
                assertThat(server.port()).isEqualTo(port);
                await().atMost(Duration.ofSeconds(5)).until(feast::reachable);
                assertThat(feast.read(REFS, ANN).found()).isFalse();
            }
        }
    }

    /** The published client alone would wait for ever. */
    @Test
    void aServerThatDoesNotAnswerIsGivenUpAtTheTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var feast = FeastFeatureStore.connect(
                        new FeastOptions("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(100), false, null))) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> feast.read(REFS, ANN))
                    .withMessageContaining("DEADLINE_EXCEEDED");
        }
    }

    @Test
    void whatTheServerRefusesIsAnIllegalArgument() throws Exception {
        try (var server = RunningServer.open(store, views());
                var feast = connect(server.port(), null)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> feast.read(FeatureRefs.of("fresh", List.of("x")), ANN))
                    .withMessageContaining("NOT_FOUND features: view 'fresh' has no feature 'x'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> feast.read(REFS, EntityKey.of("user_id", 7)))
                    .withMessageContaining("'user_id' is STRING, row 0 gives INT64_VAL");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> feast.read(REFS, List.of(ANN, EntityKey.of("item_id", 7))))
                    .withMessageContaining("keys: join keys differ: [user_id] and [item_id]");
        }
    }

    @Test
    void writesAndReadsWithoutFeaturesAreNotSupported() throws Exception {
        try (var feast = connect(FreePorts.next(), null)) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> feast.write(List.of()))
                    .withMessageContaining("the features topic");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> feast.read(FeatureRefs.of("fresh", List.of()), ANN));
        }
    }

    @Test
    void badOptionsAreNamed() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
        badOptions("host: ' ' is blank", () -> FeastOptions.of(" ", 1));
        badOptions("port: 0 is not", () -> FeastOptions.of("a", 0));
        badOptions("timeout: PT0S is not", () -> new FeastOptions("a", 1, Duration.ZERO, false, null));
        badOptions(
                "ca: '" + none + "' is given, yet tls",
                () -> new FeastOptions("a", 1, Duration.ofSeconds(1), false, none));
        badOptions("ca: '" + none + "' cannot be used", () -> connect(1, none));
    }

    private static void badOptions(String message, ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessageContaining(message);
    }

    private static FeastFeatureStore connect(int port, @Nullable Path ca) {
        return FeastFeatureStore.connect(new FeastOptions("127.0.0.1", port, Duration.ofSeconds(5), ca != null, ca));
    }

    private static FeatureViews views() {
        List<String> user = List.of("user");
        var int64 = ValueType.Enum.INT64;
        return new FeatureViews(
                "test",
                List.of(new Entity("user", "user_id", ValueType.Enum.STRING, "")),
                List.of(
                        new FeatureView("fresh", user, List.of(new Feature("n", int64, "")), null, "", ""),
                        new FeatureView(
                                "aging",
                                user,
                                List.of(new Feature("m", int64, ""), new Feature("k", int64, "")),
                                Duration.ofMinutes(1),
                                "",
                                "")),
                List.of());
    }
}
