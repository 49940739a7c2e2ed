package dev.millrace.microbench;

import dev.millrace.servicekit.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A number of like calls.
 *
 * @param rows entities in each call
 * @param callers threads that share the calls
 * @param bare the case that it is compared with; its own name where it is the bare one
 * @param prepare makes a round's calls, outside the measured time; the number of the call is given to it
 */
record StoreCase(String name, int rows, int calls, int callers, String bare, IntFunction<Call> prepare) {
    /** One call. */
    interface Call {
        void run(int number);
    }

    StoreSample run(int round, Supplier<Duration> redisCpu) throws Exception {
        Call call = prepare.apply(round);
        var latencies = new ConcurrentHistogram(3);
        var nanos = Clocks.nanos();
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            Duration clientBefore = clientCpu();
            Duration redisBefore = redisCpu.get();
            long start = nanos.getAsLong();
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                done.add(pool.submit(() -> {
                    for (int i = first; i < calls; i += callers) {
                        long began = nanos.getAsLong();
                        call.run(i);
                        latencies.recordValue(nanos.getAsLong() - began);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            double all = (double) rows * calls;
            return new StoreSample(
                    all * 1e9 / (nanos.getAsLong() - start),
                    latencies.getValueAtPercentile(50) / 1e3,
                    latencies.getValueAtPercentile(99) / 1e3,
                    clientCpu().minus(clientBefore).toNanos() / 1e3 / all,
                    redisCpu.get().minus(redisBefore).toNanos() / 1e3 / all);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Duration clientCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
