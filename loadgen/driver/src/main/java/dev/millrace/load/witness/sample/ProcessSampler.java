package dev.millrace.load.witness.sample;

import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import dev.millrace.servicekit.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Once a second, processor time and memory of named processes, processor time of the whole machine, and its energy where the
 * machine shows it. A process that is started anew under its name goes on in the same curve; what it used in the last part of a
 * second before its end is not seen.
 *
 * <p>One thread works; the public methods are thread-safe.
 */
public final class ProcessSampler implements Agent {
    /** Name of the whole machine among the processes. */
    public static final String MACHINE = "machine";

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final double SHORTEST_SECONDS = .1;
    private static final double KIB_PER_MIB = 1024;

    private record Seen(long pid, ProcFiles.Usage process) {}

    private final ProcFiles proc;
    private final EnergyCounters energy;
    private final Supplier<Map<String, Long>> pids;
    private final RunTime time;
    private final Metronome metronome;
    private final long startTicks;
    private final Map<String, Seen> before = new HashMap<>();
    private final Samples cpu = new Samples();
    private final Samples memory = new Samples();
    private final Samples power = new Samples();
    private @Nullable Long busyBefore;
    private long lastMicros;

    /** Samples this machine; {@code pids} tells process ids by name, asked every second from the sampler's thread. */
    public ProcessSampler(Supplier<Map<String, Long>> pids, RunTime time, LongSupplier nanos) {
        this(Path.of("/proc"), Path.of("/sys/class/powercap"), pids, time, nanos);
    }

    ProcessSampler(Path proc, Path powercap, Supplier<Map<String, Long>> pids, RunTime time, LongSupplier nanos) {
        this.proc = new ProcFiles(proc);
        this.energy = new EnergyCounters(powercap);
        this.pids = pids;
        this.time = time;
        this.metronome = new Metronome(nanos, PERIOD);
        this.startTicks = this.proc.uptimeTicks();
        this.busyBefore = this.proc.busyTicks();
        this.lastMicros = time.nowMicros();
        pids.get().forEach(this::ticks);
    }

    @Override
    public int doWork() {
        if (!metronome.await()) {
            return 0;
        }
        sample();
        return 1;
    }

    /** One look; cores are means over the time since the last. */
    void sample() {
        long now = time.nowMicros();
        double elapsed = (now - lastMicros) / 1e6;
        if (elapsed < SHORTEST_SECONDS) {
            return; // the system counts in hundredths of a second
        }
        lastMicros = now;
        Map<String, Double> cores = new HashMap<>();
        Map<String, Double> mib = new HashMap<>();
        pids.get().forEach((name, pid) -> {
            Long ticks = ticks(name, pid);
            Seen seen = before.get(name);
            if (ticks != null && seen != null) {
                cores.put(name, ticks / ProcFiles.TICKS_PER_SECOND / elapsed);
                mib.put(name, seen.process().residentKib() / KIB_PER_MIB);
            }
        });
        Long busy = proc.busyTicks();
        if (busy != null && busyBefore != null) {
            cores.put(MACHINE, (busy - busyBefore) / ProcFiles.TICKS_PER_SECOND / elapsed);
        }
        busyBefore = busy;
        cpu.add(now, cores);
        memory.add(now, mib);
        Double joules = energy.joules();
        power.add(now, joules == null ? Map.of() : Map.of(MACHINE, joules / elapsed));
    }

    /** Ticks that the process of this name used since the last look; null where it is gone. */
    private @Nullable Long ticks(String name, long pid) {
        ProcFiles.Usage now = proc.process(pid);
        Seen last = before.get(name);
        if (now == null) {
            return null;
        }
        before.put(name, new Seen(pid, now));
        if (last != null && last.pid() == pid && last.process().startTicks() == now.startTicks()) {
            return now.cpuTicks() - last.process().cpuTicks();
        }
        // One that began since we look has used all of its time since then; of an older one, we do not know.
        return now.startTicks() >= startTicks ? now.cpuTicks() : 0L;
    }

    /** Processor seconds by name between two times since the run's begin, in whole looks. */
    public Map<String, Double> cpuSeconds(Duration from, Duration to) {
        return cpu.integral(from, to);
    }

    /** Joules of the processor packages between two times since the run's begin; null where the machine does not show them. */
    public @Nullable Double joules(Duration from, Duration to) {
        return power.integral(from, to).get(MACHINE);
    }

    /** Largest memory by name, MiB, between two times since the run's begin. */
    public Map<String, Double> maxMemoryMib(Duration from, Duration to) {
        return memory.max(from, to);
    }

    /** Curves: {@code cpu} in cores, {@code memory} in MiB, {@code energy} in W; second 0 is when the warm-up ends. */
    public List<Series> series(int run, Duration warmUp) {
        var all = new ArrayList<>(cpu.series("cpu", "cores", run, warmUp));
        all.addAll(memory.series("memory", "MiB", run, warmUp));
        all.addAll(power.series("energy", "W", run, warmUp));
        return all;
    }
}
