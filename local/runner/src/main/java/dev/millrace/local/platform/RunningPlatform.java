package dev.millrace.local.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a running platform tells other commands about itself, in {@code run/platform.json}.
 *
 * @param pid process id of the supervisor
 * @param startedAt when that process started, epoch milliseconds: ids are reused, this pair is not
 */
public record RunningPlatform(long pid, long startedAt, String bootstrap, int httpPort) {
    private static Path file(DataDir data) {
        return data.run().resolve("platform.json");
    }

    static RunningPlatform ofThisProcess(String bootstrap, int httpPort) {
        ProcessHandle self = ProcessHandle.current();
        return new RunningPlatform(self.pid(), startOf(self), bootstrap, httpPort);
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }

    /** The platform that runs on this folder now, if any. */
    public static Optional<RunningPlatform> find(DataDir data) throws IOException {
        if (!Files.exists(file(data))) {
            return Optional.empty();
        }
        RunningPlatform told = Json.mapper().readValue(Files.readAllBytes(file(data)), RunningPlatform.class);
        return told.handle().isPresent() ? Optional.of(told) : Optional.empty();
    }

    @JsonIgnore
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> startOf(handle) == startedAt);
    }

    void write(DataDir data) throws IOException {
        Path aside = data.run().resolve("platform.json.tmp");
        Files.write(aside, Json.mapper().writeValueAsBytes(this));
        Files.move(aside, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void remove(DataDir data) throws IOException {
        Files.deleteIfExists(file(data));
    }
}
