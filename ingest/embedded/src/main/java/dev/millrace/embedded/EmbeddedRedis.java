package dev.millrace.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Redis server as a child process on loopback, for tests. */
public final class EmbeddedRedis implements AutoCloseable {
    private static final int ATTEMPTS = 500;

    private final Process process;
    private final int port;

    private EmbeddedRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static EmbeddedRedis start(Path folder) throws IOException {
        return start(folder, FreePorts.next());
    }

    /** Starts on {@code folder}; data of an earlier server there is read again. Returns when it takes connections. */
    public static EmbeddedRedis start(Path folder, int port) throws IOException {
        return start(folder, port, List.of());
    }

    /** As above, with more of redis-server's options, such as {@code --cluster-enabled yes}; they win over the usual ones. */
    public static EmbeddedRedis start(Path folder, int port, List<String> options) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(RedisBinary.command(RedisBinary.find(folder), folder, port));
        command.addAll(options);
        return launch(command, folder, port);
    }

    /** Starts a sentinel that keeps what it knows in {@code folder}; {@code lines} are its configuration. */
    public static EmbeddedRedis startSentinel(Path folder, int port, List<String> lines) throws IOException {
        Files.createDirectories(folder);
        Path config = Files.write(folder.resolve("sentinel.conf"), lines);
        List<String> command = List.of(
                RedisBinary.find(folder).toString(),
                config.toString(),
                "--sentinel",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString());
        return launch(command, folder, port);
    }

    private static EmbeddedRedis launch(List<String> command, Path folder, int port) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return new EmbeddedRedis(process, port);
                }
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        process.destroyForcibly();
        throw new IOException("redis-server did not start: " + Files.readString(folder.resolve("redis.log")));
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** As by {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
