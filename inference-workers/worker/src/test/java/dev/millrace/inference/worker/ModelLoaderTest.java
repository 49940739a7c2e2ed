package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorSpec;
import dev.millrace.inference.registry.ArtifactMismatchException;
import dev.millrace.inference.registry.ArtifactSource;
import dev.millrace.inference.registry.ArtifactUnavailableException;
import dev.millrace.inference.worker.head.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelLoaderTest {
    private final Set<String> missing = new HashSet<>();
    private final Set<String> tampered = new HashSet<>();
    private final FakeMetrics metrics = new FakeMetrics();
    private final ModelSlot<String> slot = new ModelSlot<>();
    private long nanos;
    private final ModelLoader<String> loader =
            new ModelLoader<>(new FakeHead(), new FaultyArtifacts(), new FakeRuntime(), slot, metrics, 4, () -> nanos);

    @Test
    void theNewestLiveVersionIsOfferedOnce() {
        loader.onLive(List.of(entry("v2"), entry("v1")));
        assertThat(taken()).isEqualTo("v2");
        loader.onLive(List.of(entry("v2")));
        assertThat(taken()).isNull();
        assertThat(slot.decided()).isTrue();
    }

    @Test
    void withoutALiveVersionThatIsDecidedToo() {
        loader.onLive(List.of());
        assertThat(slot.decided()).isTrue();
        assertThat(taken()).isNull();
    }

    @Test
    void aRefusedVersionLeavesTheOneBeforeAndIsNotTriedAgain() {
        tampered.add("v2");
        loader.onLive(List.of(entry("v1")));
        assertThat(taken()).isEqualTo("v1");
        loader.onLive(List.of(entry("v2"), entry("v1")));
        loader.onLive(List.of(entry("v2"), entry("v1"), entry("v0")));
        assertThat(taken()).isNull();
        assertThat(metrics.told).containsExactly("refused checksum");
    }

    @Test
    void atAStartTheVersionBeforeARefusedOneServes() {
        tampered.add("v2");
        loader.onLive(List.of(entry("v2"), entry("v1")));
        assertThat(taken()).isEqualTo("v1");
    }

    @Test
    void aFileThatCannotBeReadIsTriedAgainLater() {
        missing.add("v1");
        loader.onLive(List.of(entry("v1")));
        assertThat(taken()).isNull();
        loader.retryIfDue();
        assertThat(metrics.told).containsExactly("refused unavailable");

        missing.clear();
        nanos += Duration.ofSeconds(1).toNanos();
        loader.retryIfDue();
        assertThat(taken()).isEqualTo("v1");
    }

    @Test
    void aRolledBackVersionGivesWayToTheOneBeforeAndTheLastOneToTheBaseline() {
        loader.onLive(List.of(entry("v2"), entry("v1")));
        assertThat(taken()).isEqualTo("v2");
        loader.onLive(List.of(entry("v1")));
        assertThat(taken()).isEqualTo("v1");
        loader.onLive(List.of());
        assertThat(taken()).isEqualTo("baseline");
    }

    private @Nullable String taken() {
        Scorer<String> scorer = slot.take();
        return scorer == null ? null : scorer.model().version();
    }

    private static ModelEntry entry(String version) {
        var artifact = new ModelEntry.Artifact(version, "0".repeat(64), 1);
        return new ModelEntry("fake", version, ModelEntry.Stage.LIVE, artifact, 1, Map.of(), null, 0);
    }

    private final class FaultyArtifacts implements ArtifactSource {
        @Override
        public Path fetch(ModelEntry.Artifact artifact) throws ArtifactUnavailableException, ArtifactMismatchException {
            if (missing.contains(artifact.uri())) {
                throw new ArtifactUnavailableException("away", new IOException());
            }
            if (tampered.contains(artifact.uri())) {
                throw new ArtifactMismatchException("another file");
            }
            return Path.of(artifact.uri());
        }
    }

    private static final class FakeRuntime implements SessionFactory {
        @Override
        public InferenceSession open(Path model, SessionOptions options) {
            return new FakeSession();
        }

        @Override
        public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
            throw new UnsupportedOperationException("models come as files");
        }
    }

    private static final class FakeSession implements InferenceSession {
        @Override
        public List<TensorSpec> inputs() {
            return List.of();
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of();
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public BoundRun bind(List<Shape> inputs, List<Shape> outputs) {
            throw new UnsupportedOperationException("the fake head binds nothing");
        }

        @Override
        public void close() {}
    }
}
