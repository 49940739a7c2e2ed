package dev.millrace.load.run;

import dev.millrace.load.result.Environment;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;

/** What can be told of the machine that a run is made on. */
public final class Machine {
    private static final String UNKNOWN = "unknown";
    private static final long GIT_SECONDS = 10;

    private Machine() {}

    /** Of this machine now; {@code versions} are added to the Kafka clients' own. */
    public static Environment environment(Map<String, String> versions) {
        var all = new TreeMap<>(versions);
        all.put("kafka-clients", AppInfoParser.getVersion());
        return new Environment(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memoryMib(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                revision(),
                Clocks.wall().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                loadAverage(),
                all);
    }

    private static String field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static long memoryMib() {
        String kib = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kib.isEmpty() ? 0 : Long.parseLong(kib) / 1024;
    }

    private static double loadAverage() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The commit of the checkout that the command was started from. */
    private static String revision() {
        String home = System.getProperty("millrace.home", ".");
        String commit = git(home, "rev-parse", "--short=12", "HEAD");
        return commit.isEmpty()
                ? UNKNOWN
                : commit + (git(home, "status", "--porcelain").isEmpty() ? "" : "+changes");
    }

    private static String git(String home, String... arguments) {
        var command = new ArrayList<>(List.of("git", "-C", home));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            boolean done = process.waitFor(GIT_SECONDS, TimeUnit.SECONDS);
            return done && process.exitValue() == 0 ? out : "";
        } catch (IOException e) {
            return ""; // no git, no checkout
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
