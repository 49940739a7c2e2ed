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
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartQueueTest {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final StartQueue starts = new StartQueue(1, scheduler, nanos::get, troubles::add);
    private SupervisedProcess first;
    private SupervisedProcess second;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        first = process("first", "/bin/sh", "-c", "exec sleep 600");
        second = process("second", "/bin/sh", "-c", "exec sleep 600");
    }

    @AfterEach
    void end() throws Exception {
        scheduler.shutdownNow();
        first.stop();
        second.stop();
    }

    /** Ready as soon as there is a file of its name. */
    private SupervisedProcess process(String name, String... command) {
        var spec = new ProcessSpec(
                name,
                List.of(command),
                Map.of(),
                folder.resolve(name + ".log"),
                () -> Files.exists(folder.resolve(name + ".ready")));
        return new SupervisedProcess(
                spec,
                folder.resolve(name + ".pid"),
                RestartPolicy.defaults(),
                scheduler,
                Clocks.nanos(),
                troubles::add);
    }

    @Test
    void theNextStartsWhenTheOneBeforeIsReady() throws Exception {
        starts.add(first);
        starts.add(second);
        assertThat(first.pid()).isPositive();
        assertThat(second.pid()).isEqualTo(-1);
        Files.createFile(folder.resolve("first.ready"));
        Awaitility.await().until(() -> second.pid() > 0);
    }

    @Test
    void oneThatDoesNotGetReadyHoldsTheQueueForTenSeconds() {
        starts.add(first);
        starts.add(second);
        nanos.addAndGet(Duration.ofMillis(10_001).toNanos());
        Awaitility.await().until(() -> second.pid() > 0);
    }

    @Test
    void oneThatIsStoppedBeforeItsTurnIsNeverStartedAndHoldsNobody() throws Exception {
        SupervisedProcess third = process("third", "/bin/sh", "-c", "exec sleep 600");
        starts.add(first);
        starts.add(second);
        starts.add(third);
        second.stop();
        Files.createFile(folder.resolve("first.ready"));
        Awaitility.await().until(() -> third.pid() > 0);
        assertThat(second.pid()).isEqualTo(-1);
        third.stop();
    }

    @Test
    void oneThatCannotBeStartedIsToldAndHoldsNobody() {
        starts.add(process("missing", "/no/such/program"));
        starts.add(second);
        assertThat(troubles).singleElement().asString().contains("missing cannot be started");
        assertThat(second.pid()).isPositive();
    }
}
