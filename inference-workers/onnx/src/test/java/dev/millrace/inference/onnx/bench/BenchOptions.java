package dev.millrace.inference.onnx.bench;

import dev.millrace.inference.api.ExecutionProvider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param items of the session encoder
 * @param millis of each row of the table
 * @param swaps models loaded and closed for the memory curve
 * @param batches batch sizes, ascending
 */
record BenchOptions(ExecutionProvider provider, int items, int millis, int swaps, List<Integer> batches) {
    static final int DIMENSION = 64;
    static final int HISTORY = 50;
    static final int K = 20;

    /** Reads {@code --provider cuda --items 1000000 --millis 1000 --swaps 100 --batches 1,8,64,512}; each may be left out. */
    static BenchOptions parse(String... arguments) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!List.of("--provider", "--items", "--millis", "--swaps", "--batches")
                            .contains(arguments[i])
                    || i + 1 == arguments.length) {
                throw new IllegalArgumentException("'" + arguments[i]
                        + "': usage is [--provider P] [--items N] [--millis N] [--swaps N] [--batches N,N,...]");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        return new BenchOptions(
                ExecutionProvider.parse(given.getOrDefault("--provider", "auto")),
                number(given, "--items", 1_000_000),
                number(given, "--millis", 1_000),
                number(given, "--swaps", 100),
                Arrays.stream(given.getOrDefault("--batches", "1,2,4,8,16,32,64,128,256,512")
                                .split(","))
                        .map(Integer::valueOf)
                        .toList());
    }

    private static int number(Map<String, String> given, String key, int otherwise) {
        String text = given.get(key);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
