package dev.millrace.inference.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
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
import dev.millrace.inference.registry.Lineup;
import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.head.Scorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loader and what the run thread makes of its changes. */
class ModelLoaderTest {
    private final Set<String> missing = new HashSet<>();
    private final Set<String> tampered = new HashSet<>();
    private final List<String> loads = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final FakeMetrics metrics = new FakeMetrics();
    private final FakeHead head = new FakeHead();
    private final ModelSlot<String> slot = new ModelSlot<>();
    private final Serving<String> serving = new Serving<>(head.baseline(), slot, metrics);
    private OptionalLong free = OptionalLong.empty();
    private long nanos;
    private final ModelLoader<String> loader = new ModelLoader<>(
            new ModelOpener<>(head, new FaultyArtifacts(), new FakeRuntime(), SessionOptions.defaults(), 4),
            head::baseline,
            new MemoryAdmission(() -> free, 0),
            slot,
            (entry, event, reason, detail) -> events.add(entry.version() + " " + event + " " + reason),
            metrics,
            () -> nanos);

    @Test
    void theNewestLiveVersionServesAndIsLoadedOnce() {
        live("v2", "v1");
        live("v2");
        assertThat(state()).isEqualTo("v2 standby baseline");
        assertThat(loads).containsExactly("v2");
        assertThat(slot.decided()).isTrue();
        assertThat(events).containsExactly("v2 SERVING null");
    }

    @Test
    void withoutALiveVersionThatIsDecidedToo() {
        live();
        assertThat(slot.decided()).isTrue();
        assertThat(state()).isEqualTo("baseline");
    }

    @Test
    void aRefusedVersionLeavesTheOneBeforeAndIsNotTriedAgain() {
        tampered.add("v2");
        live("v1");
        live("v2", "v1");
        live("v2", "v1", "v0");
        assertThat(state()).startsWith("v1");
        assertThat(metrics.told).contains("refused checksum");
        assertThat(events).containsExactly("v1 SERVING null", "v2 REFUSED checksum");
    }

    @Test
    void atAStartTheVersionBeforeARefusedOneServes() {
        tampered.add("v2");
        live("v2", "v1");
        assertThat(state()).startsWith("v1");
    }

    @Test
    void aFileThatCannotBeReadIsTriedAgainLater() {
        missing.add("v1");
        live("v1");
        loader.retryIfDue();
        assertThat(metrics.told).containsOnlyOnce("refused unavailable");
        assertThat(state()).isEqualTo("baseline");

        missing.clear();
        nanos += Duration.ofSeconds(1).toNanos();
        loader.retryIfDue();
        assertThat(state()).startsWith("v1");
    }

    @Test
    void aRollBackIsInstantAndTheBaselineIsTheLastResort() {
        live("v1");
        live("v2", "v1");
        assertThat(state()).isEqualTo("v2 standby v1");
        live("v1");
        assertThat(state()).isEqualTo("v1 standby v2");
        assertThat(loads).containsExactly("v1", "v2");
        live();
        assertThat(state()).isEqualTo("baseline standby v1");
    }

    @Test
    void whatIsNoLongerHeldIsClosedByTheLoader() {
        live("v1");
        serving.refresh();
        var first = (FakeHead.FakeScorer) serving.live();
        live("v2");
        live("v3");
        assertThat(state()).isEqualTo("v3 standby v2");
        assertThat(first.closed).isFalse();
        slot.closeRetired();
        assertThat(first.closed).isTrue();
    }

    @Test
    void aPromotedChallengerIsNotLoadedAgain() {
        loader.onLineup(new Lineup(List.of(entry("v1", Stage.LIVE, 1)), null, entry("v2", Stage.SHADOW, 0)));
        assertThat(state()).isEqualTo("v1 standby baseline shadow v2");
        loader.onLineup(new Lineup(List.of(entry("v1", Stage.LIVE, 1)), entry("v2", Stage.CANARY, .2), null));
        assertThat(state()).isEqualTo("v1 standby baseline canary v2");
        live("v2", "v1");
        assertThat(state()).isEqualTo("v2 standby v1");
        assertThat(loads).containsExactly("v1", "v2");
    }

    @Test
    void aRetiredChallengerIsWithdrawn() {
        loader.onLineup(new Lineup(List.of(entry("v1", Stage.LIVE, 1)), null, entry("v2", Stage.SHADOW, 0)));
        live("v1");
        assertThat(state()).isEqualTo("v1 standby baseline");
    }

    @Test
    void aCanaryAnswersItsShareOfTheKeysAndAlwaysTheSame() {
        loader.onLineup(new Lineup(List.of(entry("v1", Stage.LIVE, 1)), entry("v2", Stage.CANARY, .2), null));
        serving.refresh();
        int tried = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] key = ("sensor-" + i).getBytes(StandardCharsets.UTF_8);
            tried += serving.challenges(key) ? 1 : 0;
            assertThat(serving.challenges(key)).isEqualTo(serving.challenges(key));
        }
        assertThat(tried).isBetween(1_800, 2_200);
    }

    @Test
    void aModelThatDoesNotFitIsRefusedUntilItDoesAndTheStandbyMakesRoomFirst() {
        live("v1");
        live("v2");
        free = OptionalLong.of(10);
        live("v3");
        assertThat(state()).isEqualTo("v2"); // v1, the standby, is gone
        nanos += Duration.ofSeconds(1).toNanos();
        loader.retryIfDue();
        assertThat(state()).isEqualTo("v2");
        assertThat(events).contains("v3 REFUSED memory");
        assertThat(loads).containsExactly("v1", "v2");

        free = OptionalLong.of(1_000);
        nanos += Duration.ofSeconds(10).toNanos();
        loader.retryIfDue();
        assertThat(state()).isEqualTo("v3 standby v2");
    }

    private void live(String... newestFirst) {
        List<ModelEntry> entries = new ArrayList<>();
        for (String version : newestFirst) {
            entries.add(entry(version, Stage.LIVE, 1));
        }
        loader.onLineup(new Lineup(entries, null, null));
    }

    /** What the run thread holds after the changes. */
    private String state() {
        serving.refresh();
        Scorer<String> standby = serving.standby();
        Scorer<String> challenger = serving.challenger();
        return version(serving.live())
                + (standby == null ? "" : " standby " + version(standby))
                + (challenger == null
                        ? ""
                        : " " + serving.role().name().toLowerCase(Locale.ROOT) + " " + version(challenger));
    }

    private static String version(Scorer<String> scorer) {
        return scorer.model().version();
    }

    private static ModelEntry entry(String version, Stage stage, double traffic) {
        var artifact = new ModelEntry.Artifact(version, "0".repeat(64), 100);
        return new ModelEntry("fake", version, stage, artifact, traffic, Map.of(), null, 0);
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
            loads.add(artifact.uri());
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
