package dev.millrace.inference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelRegistryTest extends RegistryTests {
    @Test
    void versionsCountUpAndTheNewestLiveOneServes() throws Exception {
        ModelEntry first = registry.publish(Publication.live("counting"), MODEL);
        ModelEntry second = registry.publish(
                new Publication("counting", Stage.LIVE, "better", Map.of("auc", .9)), "another".getBytes(UTF_8));
        ModelEntry candidate =
                registry.publish(new Publication("counting", Stage.CANDIDATE, null, Map.of()), "third".getBytes(UTF_8));

        assertThat(List.of(first.version(), second.version(), candidate.version()))
                .containsExactly("v1", "v2", "v3");
        assertThat(registry.live("counting")).contains(second);
        assertThat(registry.list()).containsSubsequence(first, second, candidate);
        Path file = models.resolve("counting/v2/model.onnx");
        assertThat(second.artifact().uri()).isEqualTo(file.toUri().toString());
        assertThat(file).hasContent("another");
        assertThat(new FileArtifactSource().fetch(second.artifact())).isEqualTo(file);
        assertThat(registry.live("unknown")).isEmpty();
    }

    @Test
    void aRetiredVersionGivesWayToTheOneBefore() throws Exception {
        ModelEntry first = registry.publish(Publication.live("retiring"), MODEL);
        ModelEntry second = registry.publish(Publication.live("retiring"), MODEL);
        announce(new ModelEntry(
                "retiring", second.version(), Stage.RETIRED, second.artifact(), 0, Map.of(), null, CLOCK.millis()));

        assertThat(registry.live("retiring")).contains(first);
    }

    @Test
    void aModelThatTheCheckRefusesIsNotPublished() throws Exception {
        var strict = new ModelRegistry(
                clients,
                new FileArtifactStore(models),
                (name, file) -> {
                    throw new IllegalArgumentException("no input 'window'");
                },
                CLOCK);

        assertThatThrownBy(() -> strict.publish(Publication.live("refused"), MODEL))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("refused")
                .hasMessageContaining("no input 'window'");
        assertThat(registry.live("refused")).isEmpty();
        assertThat(models).isEmptyDirectory();
    }

    @Test
    void aVersionThatAnotherPublisherTookIsLeftOut() throws Exception {
        Files.createDirectories(models.resolve("crowded/v1"));

        assertThat(registry.publish(Publication.live("crowded"), MODEL).version())
                .isEqualTo("v2");
    }

    @Test
    void aFileThatChangedIsRefusedAndAMissingOneIsWorthAnotherTry() throws Exception {
        ModelEntry.Artifact artifact =
                registry.publish(Publication.live("tampered"), MODEL).artifact();
        Path file = models.resolve("tampered/v1/model.onnx");
        var source = new FileArtifactSource();

        Files.writeString(file, "A model");
        assertThatThrownBy(() -> source.fetch(artifact))
                .isInstanceOf(ArtifactMismatchException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining(artifact.sha256());
        Files.writeString(file, "longer than it was");
        assertThatThrownBy(() -> source.fetch(artifact))
                .isInstanceOf(ArtifactMismatchException.class)
                .hasMessageContaining("18 bytes");
        Files.delete(file);
        assertThatThrownBy(() -> source.fetch(artifact)).isInstanceOf(ArtifactUnavailableException.class);
        assertThatThrownBy(() -> source.fetch(new ModelEntry.Artifact("http://a/b", artifact.sha256(), 1)))
                .isInstanceOf(ArtifactMismatchException.class)
                .hasMessageContaining("not a file: URI");
    }

    @Test
    void invalidEntriesAreSkippedAndATombstoneRemoves() throws Exception {
        ModelEntry good = registry.publish(Publication.live("noisy"), MODEL);
        send("noisy/v7", "not json".getBytes(UTF_8));
        send("noisy/v8", "{\"name\":\"noisy\",\"version\":\"v8\",\"stage\":\"live\"}".getBytes(UTF_8));
        send("other-key", ModelEntry.CODEC.encode(good));
        var evil = new ModelEntry("noisy", "../v9", Stage.LIVE, good.artifact(), 1, Map.of(), null, 0);
        announce(evil);
        assertThat(registry.live("noisy")).contains(good);

        send(good.key(), null);
        assertThat(registry.live("noisy")).isEmpty();
    }

    @Test
    void watcherTellsTheFirstStateThenEveryChangeOnce() throws Exception {
        var told = new ArrayList<Lineup>();
        try (var watcher = new ModelWatcher(clients, "watched", told::add)) {
            watcher.doWork();
            assertThat(told).containsExactly(Lineup.none());

            ModelEntry first = registry.publish(Publication.live("watched"), MODEL);
            registry.publish(new Publication("watched", Stage.CANDIDATE, null, Map.of()), MODEL);
            registry.publish(Publication.live("watched-by-another"), MODEL);
            await(watcher, told, 2);
            assertThat(told.get(1)).isEqualTo(new Lineup(List.of(first), null, null));

            ModelEntry third = registry.publish(Publication.live("watched"), MODEL);
            await(watcher, told, 3);
            assertThat(told.get(2)).isEqualTo(new Lineup(List.of(third, first), null, null));
        }
    }

    @Test
    void namesThatCannotBeFoldersAreRefused() {
        assertThatThrownBy(() -> Publication.live("../etc")).hasMessageContaining("'../etc'");
        assertThatThrownBy(() -> new Publication("a", Stage.LIVE, null, Map.of("auc", Double.NaN)))
                .hasMessageContaining("metrics.auc: NaN");
    }

    private static void await(ModelWatcher watcher, List<?> told, int count) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (told.size() < count && System.nanoTime() < deadline) {
            watcher.doWork();
        }
        assertThat(told).hasSize(count);
    }

    private void announce(ModelEntry entry) throws Exception {
        send(entry.key(), ModelEntry.CODEC.encode(entry));
    }

    private void send(String key, byte @Nullable [] value) throws Exception {
        try (var producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.MODELS, key.getBytes(UTF_8), value))
                    .get();
        }
    }
}
