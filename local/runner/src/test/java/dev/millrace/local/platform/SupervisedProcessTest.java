package dev.millrace.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.servicekit.Clocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    private SupervisedProcess process(String... command) {
        var spec = new ProcessSpec(
                "child",
                List.of(command),
                Map.of("GREETING", "hello"),
                folder.resolve("child.log"),
                () -> Files.exists(folder.resolve("child.log")));
        return new SupervisedProcess(
                spec,
                folder.resolve("child.pid"),
                new RestartPolicy(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofSeconds(30)),
                scheduler,
                Clocks.nanos(),
                troubles::add);
    }

    @Test
    void aKilledProcessComesBackWithAnotherId() throws Exception {
        SupervisedProcess child = process("/bin/sh", "-c", "exec sleep 600");
        child.start();
        long first = child.pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> child.pid() > 0 && child.pid() != first);
        assertThat(child.restarts()).isEqualTo(1);
        assertThat(troubles).singleElement().asString().contains("child ended (status 137)", "child.log");
        assertThat(Files.readString(folder.resolve("child.pid"))).isEqualTo(Long.toString(child.pid()));
        child.stop();
        assertThat(child.pid()).isEqualTo(-1);
        assertThat(folder.resolve("child.pid")).doesNotExist();
    }

    @Test
    void aProcessThatDiesAgainAndAgainIsStartedAgainAndAgain() throws Exception {
        SupervisedProcess child = process("/bin/sh", "-c", "echo $GREETING; exit 3");
        child.start();
        Awaitility.await().until(() -> child.restarts() >= 3);
        child.stop();
        assertThat(Files.readString(folder.resolve("child.log"))).startsWith("hello\nhello\nhello\n");
        assertThat(troubles.get(0)).contains("status 3");
    }

    @Test
    void aStoppedProcessStaysDown() throws Exception {
        SupervisedProcess child = process("/bin/sh", "-c", "exec sleep 600");
        child.start();
        child.stop();
        child.start();
        assertThat(child.pid()).isEqualTo(-1);
        assertThat(child.restarts()).isZero();
    }
}
