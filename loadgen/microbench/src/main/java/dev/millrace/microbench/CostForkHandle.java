package dev.millrace.microbench;

import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link CostFork}, asked for one turn after another. */
final class CostForkHandle implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Writer asks;
    private final BufferedReader answers;
    private final Path folder;

    private CostForkHandle(Process process, Path folder) {
        this.process = process;
        this.asks = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.folder = folder;
    }

    /** {@code folder} becomes that of its log and its result. */
    static CostForkHandle start(CostSide side, Jit jit, List<String> arguments, Path folder) throws IOException {
        Files.createDirectories(folder);
        var all = new ArrayList<>(arguments);
        all.add("out=" + folder);
        var builder = new ProcessBuilder(side.command(jit, all))
                .redirectError(folder.resolve("log").toFile());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new CostForkHandle(builder.start(), folder);
    }

    /** Asks for a turn, {@link CostFork#WARM_UP} or {@link CostFork#MEASURED}, without waiting for it. */
    void ask(String kind) throws IOException {
        try {
            asks.write(kind + "\n");
            asks.flush();
        } catch (IOException e) {
            throw failed();
        }
    }

    /** Waits until one more turn is done. */
    void await() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.equals(CostFork.DONE)) {
            line = answers.readLine(); // a log that goes to standard output
        }
        if (line == null) {
            throw failed();
        }
    }

    /** Ends it and reads its measured turns. */
    RunResult result() throws IOException, InterruptedException {
        asks.close();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw failed();
        }
        return ResultFiles.read(folder);
    }

    private IOException failed() throws IOException {
        return new IOException("a fork failed; it said:\n" + Files.readString(folder.resolve("log")));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
