package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    @Test
    void whatThisThreadUsesIsSeenWithinTheSystemsResolution() throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        ThreadTimes before = ThreadTimes.own();
        long began = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - began < 50_000_000) {
            Thread.onSpinWait();
        }

        assertThat(ThreadTimes.own().since(before)).isGreaterThan(40_000_000);
    }

    @Test
    void threadThatEndedIsLeftOutAndOneThatBeganCountsWhole() {
        var before = new ThreadTimes(Map.of("1", spent("a", 100), "2", spent("b", 900)));
        var after =
                new ThreadTimes(Map.of("1", spent("a", 150), "3", spent("c", 7), "4", spent("C2 CompilerThre", 1000)));

        assertThat(after.since(before)).isEqualTo(57);
    }

    private static ThreadTimes.Spent spent(String name, long nanos) {
        return new ThreadTimes.Spent(name, nanos);
    }
}
