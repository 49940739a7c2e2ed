package dev.millrace.microbench;

import java.util.ArrayList;
import java.util.List;

/** How much of the JVM's compiler the processes under measurement have. */
enum Jit {
    /** What {@code millrace up} gives its processes: fast at once, never very fast. */
    QUICK(10),
    /** What a process has that runs for days: it takes a minute of a processor before it is done. */
    WHOLE(30);

    private final int warmUpSeconds;

    Jit(int warmUpSeconds) {
        this.warmUpSeconds = warmUpSeconds;
    }

    int warmUpSeconds() {
        return warmUpSeconds;
    }

    /** Of the JVM. */
    List<String> options() {
        var options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        if (this == QUICK) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }
}
