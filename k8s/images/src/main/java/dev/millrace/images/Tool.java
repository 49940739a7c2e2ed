package dev.millrace.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a program of the build machine to its end. */
final class Tool {
    private Tool() {}

    /** What it wrote; throws {@link IOException} with that where it failed or is not there. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(command.get(0) + " ended with " + status + ": " + said.strip());
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
