package dev.millrace.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTargetsTest {
    @TempDir
    Path folder;

    private DataDir data;
    private PrometheusTargets targets;

    @BeforeEach
    void open() throws IOException {
        data = new DataDir(folder);
        data.create();
        targets = new PrometheusTargets(data, 8080);
    }

    @Test
    void everyProcessThatRunsAndHasToldItsPortIsATarget() throws IOException {
        runs("flink", "1001");
        Files.writeString(data.run().resolve("redis.pid"), "1");
        Files.writeString(data.run().resolve("gone.port"), "1002\n");
        targets.update();
        assertThat(file()).isEqualTo(Map.of("127.0.0.1:8080", "platform platform", "127.0.0.1:1001", "flink flink"));
    }

    @Test
    void workersOfOneModelHaveOneRoleAndComeAndGo() throws IOException {
        runs("worker-top-5", "1001");
        runs("worker-top-5-2", "1002");
        targets.update();
        assertThat(file())
                .containsEntry("127.0.0.1:1001", "worker-top-5 worker-top-5")
                .containsEntry("127.0.0.1:1002", "worker-top-5 worker-top-5-2");
        Files.delete(data.run().resolve("worker-top-5-2.pid"));
        targets.update();
        assertThat(file()).doesNotContainKey("127.0.0.1:1002").hasSize(2);
    }

    @Test
    void theFileStaysAsItIsWhileNothingChangesAndGoesWithThePlatform() throws IOException {
        targets.update();
        FileTime old = FileTime.fromMillis(0);
        Files.setLastModifiedTime(path(), old);
        targets.update();
        assertThat(Files.getLastModifiedTime(path())).isEqualTo(old);
        runs("flink", "1001");
        targets.update();
        assertThat(Files.getLastModifiedTime(path())).isGreaterThan(old);
        targets.close();
        assertThat(path()).doesNotExist();
    }

    private void runs(String name, String port) throws IOException {
        Files.writeString(data.run().resolve(name + ".pid"), "1");
        Files.writeString(data.run().resolve(name + ".port"), port + "\n");
    }

    private Path path() {
        return data.run().resolve("prometheus-targets.json");
    }

    /** Process and instance by address. */
    private Map<String, String> file() throws IOException {
        var found = new LinkedHashMap<String, String>();
        for (JsonNode entry : Json.mapper().readTree(Files.readString(path()))) {
            JsonNode labels = entry.get("labels");
            found.put(
                    entry.at("/targets/0").asText(),
                    labels.get("process").asText() + " "
                            + labels.get("instance").asText());
        }
        return found;
    }
}
