package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.ProcessSpec;
import dev.millrace.local.platform.ReadinessProbe;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What a user event costs outside the recommender, in each process, at a steady rate: broker, Kafka Streams, Flink, materializer and
 * Redis as processes of their own, with the settings of scenario users-limit. A backlog warms them up; then events come at the rate,
 * and the processor time of each process is divided by them.
 *
 * <p>Arguments: events per second, seconds, events of the backlog; all optional. Settings of the materializer: {@code
 * -Dbench.materializer=key=value ...}; a recording of each process goes to {@code -Dbench.jfr=FOLDER}.
 */
public final class UsersBench {
    private static final int USERS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long TICK_NANOS = 5_000_000;

    /** The input each process reads, and the group whose offsets say how far it is. */
    private static final Map<String, String> GROUPS = Map.of(
            "millrace-streams", Topics.USER_EVENTS,
            "flink-item-signals", Topics.USER_EVENTS,
            "materializer", Topics.FEATURES,
            "feature-history", Topics.FEATURES);

    private static final Map<String, String> CLIENTS =
            Map.of("linger.ms", "20", "fetch.min.bytes", "65536", "fetch.max.wait.ms", "20");

    private final int rate;
    private final int seconds;
    private final int backlog;
    private final Lab lab;
    private final RedisProcess redis;

    private UsersBench(int rate, int seconds, int backlog, Lab lab, RedisProcess redis) {
        this.rate = rate;
        this.seconds = seconds;
        this.backlog = backlog;
        this.lab = lab;
        this.redis = redis;
    }

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 2_500;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int backlog = args.length > 2 ? Integer.parseInt(args[2]) : 300_000;
        List<Topics.Spec> topics = Topics.all(List.of("recommender", "sensor-anomaly")).stream()
                .map(topic -> new Topics.Spec(topic.name(), 1, topic.config()))
                .toList();
        try (var lab = Lab.withTopics(topics, Jit.WHOLE);
                var redis = RedisProcess.start(lab.folder("redis"))) {
            new UsersBench(rate, seconds, backlog, lab, redis).run();
        }
    }

    private void run() throws Exception {
        Map<String, Child> processes = start();
        try {
            for (Child process : processes.values()) {
                process.awaitReady();
            }
            var load = new TopologyLoad(
                    TopologyLoad.Kind.USERS, USERS, Clocks.wall().millis() - backlog);
            Map<String, Object> bulk =
                    Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
            try (var producer = lab.kafka().producer(bulk)) {
                for (int i = 0; i < backlog; i++) {
                    var unused = producer.send(load.record(i)); // counted by the readers
                }
                producer.flush();
                caughtUp();
                Map<String, ThreadTimes> before = times(processes);
                long begin = Clocks.nanos().getAsLong();
                int sent = 0;
                for (long passed = 0; passed < seconds * 1_000_000_000L; ) {
                    for (long due = passed * rate / 1_000_000_000L; sent < due; sent++) {
                        var unused = producer.send(load.record(backlog + sent));
                    }
                    LockSupport.parkNanos(TICK_NANOS);
                    passed = Clocks.nanos().getAsLong() - begin;
                }
                tell(before, times(processes), sent);
                producer.flush();
            }
            caughtUp();
        } finally {
            processes.values().forEach(Child::close);
        }
    }

    private Map<String, Child> start() throws IOException {
        Map<String, Child> processes = new LinkedHashMap<>();
        String redisUri = redis.uri();
        var streams = Map.of("threads", "1", "commit.interval", "5s", "state.cache-mb", "128");
        var materializer = new HashMap<>(Map.of(
                "redis.uri",
                redisUri,
                "history.dir",
                lab.folder("history").toString(),
                "history.flush-interval",
                "10s"));
        for (String word : System.getProperty("bench.materializer", "").split(" ", -1)) {
            if (!word.isEmpty()) {
                String[] pair = word.split("=", 2);
                materializer.put(pair[0], pair[1]);
            }
        }
        processes.put(
                "streams",
                start("streams", "streams-app/kafka-streams", "dev.millrace.streams.kafka.StreamsMain", streams));
        processes.put("flink", start("flink", "streams-app/flink", "dev.millrace.streams.flink.FlinkMain", Map.of()));
        processes.put(
                "materializer",
                start(
                        "materializer",
                        "feature-store/materializer",
                        "dev.millrace.features.materializer.MaterializerMain",
                        materializer));
        return processes;
    }

    private Child start(String name, String module, String main, Map<String, String> settings) throws IOException {
        Path folder = Files.createDirectories(lab.folder(name));
        Path clients = write(folder.resolve("clients.properties"), CLIENTS);
        var all = new HashMap<>(Map.of(
                "process.name", name,
                "kafka.bootstrap", lab.kafka().bootstrap(),
                "kafka.client-config", clients.toString(),
                "run.dir", folder.toString(),
                "data.dir", Files.createDirectories(folder.resolve("data")).toString()));
        all.putAll(settings);
        Path config = write(folder.resolve(name + ".properties"), all);
        var options = new ArrayList<>(Jit.WHOLE.options());
        String recordings = System.getProperty("bench.jfr");
        if (recordings != null) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recordings + "/" + name
                    + ".jfr");
        }
        return Child.start(new ProcessSpec(
                name,
                Installation.current().command(module, main, options, config),
                Map.of(),
                folder.resolve("log"),
                ReadinessProbe.http(folder.resolve(name + ".port"))));
    }

    private static Path write(Path file, Map<String, String> settings) throws IOException {
        var all = new Properties();
        all.putAll(settings);
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        }
        return file;
    }

    /** Waits until every group has committed all that its topic holds. */
    private void caughtUp() throws Exception {
        var waiting = new Waiting(PATIENCE, POLL, "a process has not caught up");
        for (Map.Entry<String, String> group : GROUPS.entrySet()) {
            try (var progress = new GroupProgress(lab.kafka(), group.getKey(), group.getValue());
                    var ends = new TopicEnds(lab.kafka())) {
                while (progress.records() < ends.records(group.getValue())) {
                    waiting.once();
                }
            }
        }
    }

    private Map<String, ThreadTimes> times(Map<String, Child> processes) throws IOException {
        Map<String, ThreadTimes> times = new LinkedHashMap<>();
        times.put("broker", ThreadTimes.of(lab.broker().pid()));
        for (Map.Entry<String, Child> process : processes.entrySet()) {
            times.put(process.getKey(), ThreadTimes.of(process.getValue().pid()));
        }
        times.put("redis", ThreadTimes.of(redis.pid()));
        return times;
    }

    private static void tell(Map<String, ThreadTimes> before, Map<String, ThreadTimes> after, int events) {
        Console.format("%,d events, CPU µs per event without compilers, and by thread:%n", events);
        after.forEach((name, times) ->
                Console.format("  %-13s %s%n", name, times.perEvent(before.getOrDefault(name, times), events)));
    }
}
