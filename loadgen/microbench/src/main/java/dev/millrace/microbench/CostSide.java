package dev.millrace.microbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one side of a comparison runs: a build, and what is other in it.
 *
 * @param checkout root of the build's sources
 * @param slow stage:percent, or empty
 * @param telemetry whether stages are timed, traced and counted
 */
record CostSide(Path checkout, String slow, boolean telemetry) {
    private static final String TARGET = "loadgen/microbench/target";

    /** Of this checkout. */
    static CostSide own(String slow) {
        Slowing.of(slow);
        return new CostSide(home(), slow, true);
    }

    private static Path home() {
        return Path.of(System.getProperty("millrace.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * The other side: {@code same}, {@code no-telemetry}, {@code slow=STAGE:PERCENT}, or the folder of another checkout that is
     * built.
     */
    static CostSide against(String text) {
        if (text.equals("same")) {
            return own("");
        }
        if (text.equals("no-telemetry")) {
            return new CostSide(home(), "", false);
        }
        if (text.startsWith("slow=")) {
            return own(text.substring("slow=".length()));
        }
        Path checkout = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isRegularFile(checkout.resolve(TARGET).resolve("runtime.classpath"))) {
            throw new IllegalArgumentException(
                    "against is '" + text
                            + "': must be same, no-telemetry, slow=STAGE:PERCENT or a checkout whose loadgen/microbench is built");
        }
        return new CostSide(checkout, "", true);
    }

    /**
     * How to start a fork of it. A checkout's own benchmark measures it, so that both may call what only they have; ours does where a
     * checkout is older than this benchmark.
     */
    List<String> command(Jit jit, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jit.options());
        command.addAll(List.of("-Xms768m", "-Xmx768m", "-Dmillrace.home=" + checkout));
        command.addAll(List.of("-cp", classPath(), CostFork.class.getName()));
        command.addAll(arguments);
        command.add("slow=" + slow);
        command.add("telemetry=" + telemetry);
        return command;
    }

    private String classPath() throws IOException {
        Path target = checkout.resolve(TARGET);
        boolean has = Files.exists(
                target.resolve("classes").resolve(CostFork.class.getName().replace('.', '/') + ".class"));
        Path classes = has ? target.resolve("classes") : home().resolve(TARGET).resolve("classes");
        return classes + ":"
                + Files.readString(target.resolve("runtime.classpath")).trim();
    }
}
