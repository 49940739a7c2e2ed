package dev.millrace.microbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of {@link CostBench}.
 *
 * @param flow {@code sensors} or {@code users}
 * @param slowed stage to make slower on purpose
 * @param by share that it takes more
 * @param out folder of the result
 * @param table file of the table for documents
 * @param append whether the table is added to the file
 */
record CostArguments(
        String flow,
        long events,
        int repeat,
        @Nullable String slowed,
        double by,
        @Nullable String out,
        @Nullable String table,
        boolean append) {

    static CostArguments of(String[] args) {
        String flow = args.length == 0 ? "sensors" : args[0];
        if (!List.of("sensors", "users").contains(flow)) {
            throw new IllegalArgumentException("the first argument is sensors or users, not '" + flow + "'");
        }
        long events = flow.equals("sensors") ? 200_000 : 30_000;
        int repeat = 5;
        String slowed = null;
        double by = 0;
        String out = null;
        String table = null;
        boolean append = false;
        for (int i = 1; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            switch (pair[0]) {
                case "events" -> events = Long.parseLong(value);
                case "repeat" -> repeat = Integer.parseInt(value);
                case "out" -> out = value;
                case "table" -> table = value;
                case "append" -> append = value.equals("yes");
                case "slow" -> {
                    slowed = value.substring(0, value.indexOf(':'));
                    by = Double.parseDouble(value.substring(value.indexOf(':') + 1)) / 100;
                }
                default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'");
            }
        }
        return new CostArguments(flow, events, repeat, slowed, by, out, table, append);
    }
}
