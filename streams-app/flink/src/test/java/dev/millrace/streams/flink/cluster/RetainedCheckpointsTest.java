package dev.millrace.streams.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {
    private final Path folder;
    private final Set<Path> broken = new HashSet<>();

    RetainedCheckpointsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aJobThatNeverRanHasNoCheckpoint() throws IOException {
        assertThat(checkpoints().newest()).isEmpty();
    }

    @Test
    void theHighestNumberOfTheHighestRunIsTheNewest() throws IOException {
        complete(1, 30);
        complete(2, 9);
        Path newest = complete(2, 10);

        assertThat(checkpoints().newest()).contains(new RetainedCheckpoints.Retained(newest, 2, 10));
    }

    @Test
    void aCheckpointWithoutMetadataIsNotComplete() throws IOException {
        Path complete = complete(1, 4);
        incomplete(1, 5);
        incomplete(2, 6);

        assertThat(checkpoints().newest())
                .map(RetainedCheckpoints.Retained::path)
                .contains(complete);
    }

    @Test
    void aCheckpointThatCannotBeReadGivesWayToTheOneBeforeIt() throws IOException {
        Path before = complete(1, 4);
        broken.add(complete(1, 5));

        assertThat(checkpoints().newest())
                .map(RetainedCheckpoints.Retained::path)
                .contains(before);
    }

    @Test
    void aJobWhoseCheckpointsAreAllUnreadableDoesNotStartWithoutState() throws IOException {
        broken.add(complete(1, 4));

        assertThatThrownBy(() -> checkpoints().newest())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aNewRunKeepsTheRestoredOneAndDropsTheOthers() throws IOException {
        complete(1, 3);
        complete(2, 5);
        incomplete(3, 6);
        Optional<RetainedCheckpoints.Retained> newest = checkpoints().newest();

        Path run = checkpoints().newRun(newest);

        assertThat(run).isEqualTo(folder.resolve("run-4"));
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run-2", "run-4");
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("run-x"));
        Files.createFile(folder.resolve("note"));

        checkpoints().newRun(checkpoints().newest());

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run-x", "note", "run-1");
    }

    private RetainedCheckpoints checkpoints() {
        return new RetainedCheckpoints(folder, checkpoint -> {
            if (broken.contains(checkpoint)) {
                throw new IOException("broken");
            }
        });
    }

    private Path complete(int run, int id) throws IOException {
        Path checkpoint = incomplete(run, id);
        Files.createFile(checkpoint.resolve("_metadata"));
        return checkpoint;
    }

    private Path incomplete(int run, int id) throws IOException {
        return Files.createDirectories(
                folder.resolve("run-" + run).resolve("abc").resolve("chk-" + id));
    }
}
