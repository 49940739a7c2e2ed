package dev.millrace.microbench;

import dev.millrace.load.compare.Pairing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of {@link CostBench}.
 *
 * @param events of one pass
 * @param repeat forks of each side
 * @param warmUp turns of a fork that do not count
 * @param turns of a fork that count
 * @param jit of the forks
 * @param sides one, or two that are compared
 * @param out folder of the result, or of {@code before} and {@code after}
 * @param table file of the table for documents
 * @param append whether the table is added to the file
 */
record CostArguments(
        CostFlow flow,
        long events,
        int repeat,
        int warmUp,
        int turns,
        Jit jit,
        List<CostSide> sides,
        @Nullable String out,
        @Nullable String table,
        boolean append) {
    private static final int FORKS = 5;
    private static final int PAIRS = 8;

    CostArguments {
        if (events < 1 || repeat < 1 || warmUp < 0 || turns < 1) {
            throw new IllegalArgumentException("events is " + events + ", repeat " + repeat + ", warm-up " + warmUp
                    + " and turns " + turns + ": each must be at least 1, warm-up 0");
        }
        if (sides.size() == 2 && repeat < Pairing.LEAST) {
            throw new IllegalArgumentException("repeat is " + repeat + ": fewer than " + Pairing.LEAST
                    + " pairs cannot tell a change from chance at 5 %");
        }
    }

    static CostArguments of(String[] args) {
        CostFlow flow = CostFlow.named(args.length == 0 ? "sensors" : args[0]);
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            given.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        String slow = taken(given, "slow", "");
        String against = given.remove("against");
        List<CostSide> sides = new ArrayList<>(List.of(CostSide.own(slow)));
        if (against != null) {
            sides.add(CostSide.against(against));
        }
        var arguments = new CostArguments(
                flow,
                Long.parseLong(taken(given, "events", Long.toString(flow.usualEvents()))),
                Integer.parseInt(taken(given, "repeat", Integer.toString(against == null ? FORKS : PAIRS))),
                Integer.parseInt(taken(given, "warm-up", "3")),
                Integer.parseInt(taken(given, "turns", "6")),
                jit(taken(given, "jit", against == null ? "whole" : "quick")),
                List.copyOf(sides),
                given.remove("out"),
                given.remove("table"),
                taken(given, "append", "no").equals("yes"));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown argument '" + String.join("', '", given.keySet()) + "'");
        }
        return arguments;
    }

    private static Jit jit(String name) {
        return switch (name) {
            case "whole" -> Jit.WHOLE;
            case "quick" -> Jit.QUICK;
            default -> throw new IllegalArgumentException("jit is '" + name + "': must be whole or quick");
        };
    }

    private static String taken(Map<String, String> given, String key, String otherwise) {
        String value = given.remove(key);
        return value == null ? otherwise : value;
    }
}
