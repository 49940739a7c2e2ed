package dev.millrace.inference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry is saved, everything is lost, and it is there again. */
class ModelBackupTest extends RegistryTests {
    private Path folder;

    @BeforeEach
    void empty(@TempDir Path folder) throws Exception {
        this.folder = folder;
        open("models");
    }

    /** A registry without entries, with files in a folder of that name. */
    private void open(String store) throws Exception {
        try (var producer = clients.producer(Map.of())) {
            for (ModelEntry entry : registry.list()) {
                producer.send(new ProducerRecord<>(Topics.MODELS, entry.key().getBytes(UTF_8), null))
                        .get();
            }
        }
        registry = new ModelRegistry(clients, new FileArtifactStore(folder.resolve(store)), ModelCheck.none(), CLOCK);
    }

    private void publish(String name, Stage stage, String content) throws RegistryException {
        var unused = registry.publish(new Publication(name, stage, content, Map.of("f1", .5)), content.getBytes(UTF_8));
    }

    private List<ModelEntry> save() throws RegistryException {
        return new ModelBackup(registry).save(folder.resolve("backup"), new FileArtifactSource());
    }

    private List<ModelEntry> restore(String models) throws RegistryException {
        return new ModelBackup(registry)
                .restore(folder.resolve("backup"), new FileArtifactStore(folder.resolve(models)));
    }

    @Test
    void everyVersionIsBackInItsStageUnderItsNumberWithItsFile() throws Exception {
        publish("m", Stage.LIVE, "one");
        publish("m", Stage.LIVE, "two");
        publish("m", Stage.SHADOW, "three");
        publish("other", Stage.LIVE, "four");
        var unused = registry.rollback("m");
        List<ModelEntry> before = registry.list();
        assertThat(save()).isEqualTo(before);
        open("models");

        List<ModelEntry> restored = restore("elsewhere");

        assertThat(registry.list()).isEqualTo(restored);
        assertThat(restored)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("artifact.uri")
                .isEqualTo(before);
        assertThat(registry.live("m").orElseThrow().version()).isEqualTo("v1");
        for (ModelEntry entry : restored) {
            assertThat(new FileArtifactSource().fetch(entry.artifact()))
                    .startsWith(folder.resolve("elsewhere"))
                    .hasContent(String.valueOf(entry.description()));
        }
        assertThat(restore("elsewhere")).as("what a second restore changes").isEmpty();
    }

    @Test
    void aRestoreThatBrokeOffGoesOn() throws Exception {
        publish("m", Stage.LIVE, "one");
        save();
        open("models");
        // The file came, the entry did not.
        new FileArtifactStore(folder.resolve("elsewhere")).store("m", "v1", folder.resolve("backup/m/v1/model.onnx"));

        assertThat(restore("elsewhere")).hasSize(1);
    }

    @Test
    void whatWasChangedOrIsAnotherModelIsRefused() throws Exception {
        publish("m", Stage.LIVE, "one");
        save();
        open("models");
        Files.writeString(folder.resolve("backup/m/v1/model.onnx"), "spoilt");
        assertThatThrownBy(() -> restore("elsewhere")).hasMessageContaining("is not the file that was saved");

        open("fresh");
        publish("m", Stage.LIVE, "two");
        assertThatThrownBy(() -> restore("elsewhere")).hasMessageContaining("m/v1 is another model here");
        Files.delete(folder.resolve("backup/entries.jsonl"));
        assertThatThrownBy(() -> restore("elsewhere")).hasMessageContaining("is no finished backup");
    }

    @Test
    void aFileThatIsGoneStopsABackupUnlessItsVersionIsRetired() throws Exception {
        publish("m", Stage.LIVE, "one");
        publish("m", Stage.LIVE, "two");
        var unused = registry.rollback("m");
        Files.delete(folder.resolve("models/m/v2/model.onnx"));
        assertThat(save()).extracting(ModelEntry::version).containsExactly("v1");

        Files.delete(folder.resolve("models/m/v1/model.onnx"));
        assertThatThrownBy(this::save)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("m/v1 cannot be saved");
        assertThat(folder.resolve("backup/entries.jsonl")).doesNotExist();
    }
}
