package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.load.bare.BareFlow;
import dev.millrace.load.bare.BarePath;
import dev.millrace.servicekit.Clocks;
import dev.millrace.streams.kafka.StreamsMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The streams process alone: one of its inputs is filled first, then the process starts and reads it, with its state on disk.
 * Told are rate and processor time of the second half of the events that follow Zipf's law, what went to each topic, what a key's
 * state takes, how soon a killed process is back, and in the same run what {@link BarePath} needs for as many bytes.
 *
 * <p>Arguments: {@code alerts} or {@code users}, events, keys; all optional. Options of the JVM that
 * is measured: {@code -Dbench.jvm=...}, separated by blanks; settings of the process: {@code -Dbench.settings=key=value ...}.
 */
public final class TopologyBench {
    private static final String GROUP = "millrace-streams";

    private final TopologyLoad.Kind kind;
    private final int events;
    private final int keys;
    private final Lab lab;

    private TopologyBench(TopologyLoad.Kind kind, int events, int keys, Lab lab) {
        this.kind = kind;
        this.events = events;
        this.keys = keys;
        this.lab = lab;
    }

    public static void main(String[] args) throws Exception {
        var kind = TopologyLoad.Kind.valueOf(args.length > 0 ? args[0].toUpperCase(Locale.ROOT) : "ALERTS");
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int keys = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
        try (var lab = Lab.withTopics(Topics.all(List.of("recommender")), Jit.WHOLE)) {
            new TopologyBench(kind, events, keys, lab).run();
        }
    }

    private void run() throws Exception {
        var load = new TopologyLoad(kind, keys, Clocks.wall().millis() - keys - events);
        int total = keys + events;
        send(load, 0, total);
        Console.format("%s, %,d keys once and %,d events of them%n", kind, keys, events);
        try (var progress = new GroupProgress(lab.kafka(), GROUP, kind.input)) {
            try (Child streams = start(BenchSettings.words("bench.jvm"))) {
                tell("streams", progress.watch(streams, lab.broker(), total));
            }
            List<TopicVolume> volumes = volumes();
            volumes.forEach(volume -> Console.line("  " + volume));
            Path state = lab.folder("streams").resolve("data/" + GROUP);
            Console.format("  state: %,d bytes per key%n", size(state) / keys);
            restart(load, progress, total);
            bare(volumes, total + 2);
        }
    }

    private Child start(List<String> jvmOptions) throws Exception {
        var options = new ArrayList<>(Jit.WHOLE.options());
        options.addAll(jvmOptions);
        var settings = new HashMap<>(BenchSettings.read());
        settings.put("kafka.bootstrap", lab.kafka().bootstrap());
        return Child.start("streams", StreamsMain.class, lab.folder(""), settings, options);
    }

    /** Kills the process in the middle of its work, and takes the time until a new one has done one more record. */
    private void restart(TopologyLoad load, GroupProgress progress, int total) throws Exception {
        try (Child streams = start(List.of())) {
            streams.awaitReady();
            send(load, total, 1);
            progress.watch(streams, lab.broker(), total + 1);
            streams.kill();
        }
        long killed = Clocks.nanos().getAsLong();
        try (Child streams = start(List.of())) {
            send(load, total + 1, 1);
            progress.watch(streams, lab.broker(), total + 2);
        }
        Duration took = Duration.ofNanos(Clocks.nanos().getAsLong() - killed);
        Console.format("  killed and back after %.1f s%n", took.toMillis() / 1e3);
    }

    private void bare(List<TopicVolume> volumes, int total) throws Exception {
        List<BareFlow> flows = volumes.stream()
                .filter(volume -> kind.outputs.contains(volume.topic()) && volume.records() > 0)
                .map(volume -> new BareFlow(
                        kind.input,
                        volume.topic(),
                        (double) volume.records() / total,
                        Math.max(BareFlow.STAMP_BYTES, volume.bytesPerRecord())))
                .toList();
        var settings = Map.of("kafka.bootstrap", lab.kafka().bootstrap(), "bare.flows", BareFlow.inWords(flows));
        try (var progress = new GroupProgress(lab.kafka(), BarePath.GROUP, kind.input);
                Child bare = Child.start("bare", BarePath.class, lab.folder(""), settings, Jit.WHOLE.options())) {
            tell("bare", progress.watch(bare, lab.broker(), total));
        }
    }

    private void tell(String name, List<Sample> samples) {
        Console.format("%-8s whole: %s%n", name, Drain.whole(samples));
        Console.format("%-8s steady: %s%n", name, Drain.from(samples, keys + events / 2));
    }

    private void send(TopologyLoad load, int first, int count) {
        Map<String, Object> bulk =
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        try (var producer = lab.kafka().producer(bulk)) {
            for (int i = first; i < first + count; i++) {
                var unused = producer.send(load.record(i)); // counted by the reader
            }
        }
    }

    private List<TopicVolume> volumes() throws Exception {
        var volumes = new ArrayList<TopicVolume>();
        try (Admin admin = lab.kafka().admin();
                var ends = new TopicEnds(lab.kafka())) {
            for (String topic : admin.listTopics().names().get()) {
                TopicVolume volume = TopicVolume.of(admin, ends, topic);
                if (volume.records() > 0) {
                    volumes.add(volume);
                }
            }
        }
        return volumes;
    }

    private static long size(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
