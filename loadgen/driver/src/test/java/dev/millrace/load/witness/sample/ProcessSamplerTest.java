package dev.millrace.load.witness.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSamplerTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration ALL = Duration.ofHours(1);

    @TempDir
    Path root;

    private final Map<String, Long> pids = new HashMap<>();
    private final ManualClock clock = new ManualClock();

    /** A clock that a test moves. */
    private static final class ManualClock extends Clock {
        private Instant now = BEGIN;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void machine() throws IOException {
        write("proc/uptime", "1000.00 900.00\n");
        busy(5_000);
    }

    @Test
    void coresAndMemoryOfAProcessThatIsStartedAnewGoOn() throws IOException {
        pids.put("worker", 7L);
        process(7, 400, 10, 2_048);
        ProcessSampler sampler = sampler();
        process(7, 450, 10, 4_096);
        busy(5_100);
        second(sampler);
        Files.delete(root.resolve("proc/7/stat"));
        busy(5_100);
        second(sampler);
        pids.put("worker", 8L);
        process(8, 30, 100_100, 1_024); // began after the sampler
        busy(5_200);
        second(sampler);
        pids.put("old", 9L);
        process(9, 9_000, 20, 1_024); // began long before
        process(8, 60, 100_100, 1_024);
        second(sampler);

        assertThat(series(sampler, "cpu", "worker").values()).containsExactly(.5, null, .3, .3);
        assertThat(series(sampler, "cpu", "worker").seconds()).containsExactly(-1., 0., 1., 2.);
        assertThat(series(sampler, "cpu", "old").values()).containsExactly(null, null, null, 0.);
        assertThat(series(sampler, "memory", "worker").values()).containsExactly(4., null, 1., 1.);
        assertThat(sampler.cpuSeconds(Duration.ofMillis(1_500), ALL).get("worker"))
                .isEqualTo(.6, within(1e-9));
        assertThat(sampler.cpuSeconds(Duration.ofMillis(1_500), ALL).get(ProcessSampler.MACHINE))
                .isEqualTo(1, within(1e-9));
        assertThat(sampler.maxMemoryMib(Duration.ZERO, ALL)).containsEntry("worker", 4.);
        assertThat(sampler.joules(Duration.ZERO, ALL)).isNull();
    }

    @Test
    void energyIsThatOfThePackagesAlsoWhereACounterBeginsAnew() throws IOException {
        counter("intel-rapl:0", 1_000_000);
        counter("intel-rapl:1", 90_000_000);
        counter("intel-rapl:0:0", 5); // the cores, part of package 0
        ProcessSampler sampler = sampler();
        second(sampler);
        counter("intel-rapl:0", 11_000_000);
        counter("intel-rapl:0:0", 10_000_000);
        counter("intel-rapl:1", 2_000_000); // of 100 J
        second(sampler);
        assertThat(sampler.joules(Duration.ofSeconds(1), ALL)).isEqualTo(22, within(1e-9));
        assertThat(series(sampler, "energy", ProcessSampler.MACHINE).unit()).isEqualTo("W");
    }

    @Test
    void thisProcessIsSeen() {
        pids.put("me", ProcessHandle.current().pid());
        var sampler = new ProcessSampler(() -> pids, new RunTime(BEGIN, clock), () -> 0);
        second(sampler);
        assertThat(sampler.maxMemoryMib(Duration.ZERO, ALL).get("me")).isGreaterThan(10);
        assertThat(sampler.cpuSeconds(Duration.ZERO, ALL)).isNotNull();
    }

    private ProcessSampler sampler() {
        return new ProcessSampler(
                root.resolve("proc"), root.resolve("powercap"), () -> pids, new RunTime(BEGIN, clock), () -> 0);
    }

    private void second(ProcessSampler sampler) {
        clock.now = clock.now.plusSeconds(1);
        sampler.sample();
    }

    private static Series series(ProcessSampler sampler, String plot, String name) {
        List<Series> found = sampler.series(1, Duration.ofSeconds(2)).stream()
                .filter(series -> series.plot().equals(plot) && series.name().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void process(int pid, long ticks, long start, long kib) throws IOException {
        write(
                "proc/" + pid + "/stat",
                pid + " (a (b) c) S 1 1 1 0 -1 0 0 0 0 0 " + (ticks - 100 > 0 ? ticks - 20 : ticks) + " "
                        + (ticks - 100 > 0 ? 20 : 0) + " 0 0 20 0 9 0 " + start + " 1 2 3\n");
        write("proc/" + pid + "/status", "Name:\ta\nVmRSS:\t    " + kib + " kB\nThreads:\t3\n");
    }

    private void busy(long ticks) throws IOException {
        write("proc/stat", "cpu  " + (ticks - 30) + " 10 10 77777 88888 5 5 99999 0 0\ncpu0 1 1 1\n");
    }

    private void counter(String name, long micros) throws IOException {
        write("powercap/" + name + "/energy_uj", micros + "\n");
        write("powercap/" + name + "/max_energy_range_uj", "100000000\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
