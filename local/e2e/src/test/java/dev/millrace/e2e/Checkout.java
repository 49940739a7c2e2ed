package dev.millrace.e2e;

import dev.millrace.embedded.FreePorts;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformListener;
import dev.millrace.local.platform.PlatformOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The project as it was just built, and ways to run it. */
final class Checkout {
    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private Checkout() {}

    static Installation installation() {
        return new Installation(HOME, JAVA);
    }

    static PlatformOptions options(Path dataDir) throws IOException {
        return PlatformOptions.of(dataDir, FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    static Platform start(PlatformOptions options) throws Exception {
        return Platform.start(options, installation(), new PlatformListener() {
            @Override
            public void progress(String message) {}

            @Override
            public void trouble(String message) {}
        });
    }

    /** What a program said and how it ended. */
    record Outcome(int status, String out) {}

    /** Runs the command line in a process of its own, as {@code ./millrace} does once everything is built. */
    static Outcome millrace(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(
                JAVA.toString(),
                "-Xmx512m",
                "-Dmillrace.home=" + HOME,
                "-Dlogback.configurationFile=millrace-cli-logback.xml",
                "-cp",
                HOME.resolve("local/runner/target/classes")
                        + File.pathSeparator
                        + Files.readString(HOME.resolve("local/runner/target/runtime.classpath"))
                                .trim(),
                "dev.millrace.local.cli.Millrace"));
        command.addAll(List.of(args));
        return run(command, "", 300);
    }

    /** Runs a program to its end; kills it after the deadline. */
    static Outcome run(List<String> command, String input, int deadlineSeconds)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("millrace-e2e", ".out");
        Path in = Files.createTempFile("millrace-e2e", ".in");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(deadlineSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(
                        command.get(0) + " has not ended after " + deadlineSeconds + " s: " + Files.readString(out));
            }
            return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(in);
        }
    }
}
