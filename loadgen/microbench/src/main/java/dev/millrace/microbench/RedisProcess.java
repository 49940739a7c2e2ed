package dev.millrace.microbench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.embedded.FreePorts;
import dev.millrace.embedded.RedisBinary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Redis server as a process of its own, which tells how much processor time it used and how often it was read. */
final class RedisProcess implements AutoCloseable {
    private static final String HMGET = "cmdstat_hmget:calls=";

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisProcess start(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = FreePorts.next();
        Process process = new ProcessBuilder(RedisBinary.command(RedisBinary.find(folder), folder, port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        return new RedisProcess(process, port);
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** Processor time that it used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Rows that were read from it so far: one HMGET each. */
    long reads() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO commandstats\r\nQUIT\r\n".getBytes(US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            return lines.lines()
                    .filter(line -> line.startsWith(HMGET))
                    .mapToLong(line -> Long.parseLong(line.substring(HMGET.length(), line.indexOf(','))))
                    .sum();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
