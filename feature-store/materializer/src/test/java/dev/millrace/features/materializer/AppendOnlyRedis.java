package dev.millrace.features.materializer;

import dev.millrace.embedded.RedisBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis with an append-only file and a chosen fsync policy, which comes back on its folder and port.
 *
 * <p>What Redis has answered survives its own {@code kill -9} where it was handed to the operating system before the answer. With
 * {@code always} it was; with {@code everysec} (the default) Redis answers first for up to 2 s while an fsync of another thread is
 * slow, and then those rows are lost. After SIGTERM nothing is lost with either.
 */
final class AppendOnlyRedis implements AutoCloseable {
    private static final int ATTEMPTS = 1_000;

    private final Path folder;
    private final int port;
    private final String fsync;
    private Process process;

    private AppendOnlyRedis(Path folder, int port, String fsync) throws IOException {
        this.folder = folder;
        this.port = port;
        this.fsync = fsync;
        this.process = launch();
    }

    /** @param fsync {@code always} or {@code everysec} */
    static AppendOnlyRedis start(Path folder, int port, String fsync) throws IOException {
        Files.createDirectories(folder);
        return new AppendOnlyRedis(folder, port, fsync);
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(RedisBinary.command(RedisBinary.find(folder), folder, port));
        command.addAll(List.of("--appendfsync", fsync));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis.log").toFile()))
                .start();
        for (int attempt = 0; attempt < ATTEMPTS && started.isAlive(); attempt++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return started;
                }
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        started.destroyForcibly();
        throw new IOException("redis-server did not start: " + Files.readString(folder.resolve("redis.log")));
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    void startAgain() throws IOException {
        process = launch();
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As by SIGTERM: Redis writes what it has and ends. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
