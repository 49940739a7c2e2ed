package dev.millrace.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    Path folder;

    @Test
    void onlyOnePlatformRunsOnAFolder() throws Exception {
        var data = new DataDir(folder);
        data.create();
        try (var lock = DataDirLock.take(data)) {
            assertThat(lock).isNotNull();
            RunningPlatform.ofThisProcess("127.0.0.1:1", 2).write(data);
            assertThatThrownBy(() -> DataDirLock.take(data))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("millrace stop");
        }
        try (var again = DataDirLock.take(data)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aPlatformThatHasEndedIsNotFound() throws Exception {
        var data = new DataDir(folder);
        data.create();
        assertThat(RunningPlatform.find(data)).isEmpty();
        new RunningPlatform(ProcessHandle.current().pid(), 12345, "x", 1).write(data);
        assertThat(RunningPlatform.find(data))
                .as("another start time is another process")
                .isEmpty();
        RunningPlatform.ofThisProcess("x", 1).write(data);
        assertThat(RunningPlatform.find(data)).isPresent();
    }

    @Test
    void orphansOfAKilledSupervisorAreEndedAndStrangersAreNot() throws Exception {
        var data = new DataDir(folder);
        data.create();
        Process ours =
                new ProcessBuilder("tail", "-F", data.root().resolve("none").toString()).start();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(data.run().resolve("a.pid"), Long.toString(ours.pid()));
            Files.writeString(data.run().resolve("b.pid"), Long.toString(stranger.pid()));
            assertThat(Orphans.end(data)).isEqualTo(1);
            assertThat(ours.isAlive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            ours.destroyForcibly();
            stranger.destroyForcibly();
        }
    }
}
