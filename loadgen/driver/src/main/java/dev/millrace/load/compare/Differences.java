package dev.millrace.load.compare;

import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What makes two runs hard to compare, in words: another machine, another setup, something else at work. */
final class Differences {
    private static final double BUSY = .5;

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> between(RunResult a, RunResult b) {
        Differences differences = new Differences();
        differences.value("scenario", a.scenario(), b.scenario());
        differences.machines(a.environment(), b.environment());
        differences.values("", a.environment().versions(), b.environment().versions());
        differences.values("setup: ", a.setup(), b.setup());
        differences.busy("first", a.environment().loadBefore());
        differences.busy("second", b.environment().loadBefore());
        differences.missing(a, b);
        return List.copyOf(differences.found);
    }

    private void machines(Environment a, Environment b) {
        value("processor", a.processor(), b.processor());
        value("cores", a.cores(), b.cores());
        value("memory (MiB)", a.memoryMib(), b.memoryMib());
        value("system", a.system(), b.system());
        value("java", a.java(), b.java());
    }

    private void values(String prefix, Map<String, String> a, Map<String, String> b) {
        Set<String> keys = new TreeSet<>(a.keySet());
        keys.addAll(b.keySet());
        keys.forEach(key -> value(prefix + key, a.getOrDefault(key, "nothing"), b.getOrDefault(key, "nothing")));
    }

    private void value(String key, Object a, Object b) {
        if (!Objects.equals(a, b)) {
            found.add(key + " differs: " + a + " in the first run, " + b + " in the second");
        }
    }

    private void busy(String run, double load) {
        if (load > BUSY) {
            found.add("something else was at work when the " + run + " run began: load average " + load);
        }
    }

    private void missing(RunResult a, RunResult b) {
        only("first", a, b);
        only("second", b, a);
        for (Metric metric : a.metrics()) {
            b.metric(metric.name())
                    .filter(other -> !other.unit().equals(metric.unit()))
                    .ifPresent(other -> found.add("not compared: " + metric.name() + " is in " + metric.unit()
                            + " in the first run, in " + other.unit() + " in the second"));
        }
    }

    private void only(String run, RunResult in, RunResult notIn) {
        String names = in.metrics().stream()
                .map(Metric::name)
                .filter(name -> notIn.metric(name).isEmpty())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            found.add("not compared, only in the " + run + " run: " + names);
        }
    }
}
