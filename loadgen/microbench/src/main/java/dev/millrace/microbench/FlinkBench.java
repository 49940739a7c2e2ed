package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.load.bare.BareFlow;
import dev.millrace.load.bare.BarePath;
import dev.millrace.servicekit.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The sensor path: readings wait in their topic, then Flink starts and turns them into windows of 16 at a hop of 4. Measured is
 * how fast it takes readings in and what processor time that costs, the size of its state, how long it needs to continue with
 * that state after a kill, and, over the same readings, a bare consumer and producer. Steady is the second half of the readings
 * that follow Zipf's law, after one of every sensor.
 *
 * <p>Arguments: {@code json} or {@code wire}, readings (in addition to one of every sensor), sensors, tasks per operator, more
 * options of Flink's JVM; all optional. Settings of the job: {@code -Dbench.settings=key=value ...}, separated by blanks.
 */
public final class FlinkBench {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    /** Longer than a checkpoint's interval and the checkpoint itself. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(8);

    private static final int HOP = 4;
    private static final String REQUESTS = Topics.inference("sensor-anomaly");
    private static final String BARE = Topics.inference("bare");
    private static final int REQUEST_BYTES = 600;

    private final Lab lab;
    private final Map<String, String> settings;
    private final List<String> jvmOptions;

    private FlinkBench(Lab lab, String parallelism, List<String> jvmOptions) {
        this.lab = lab;
        this.settings = new HashMap<>(BenchSettings.read());
        settings.put("kafka.bootstrap", lab.kafka().bootstrap());
        settings.put("window.hop", "" + HOP);
        settings.put("parallelism", parallelism);
        this.jvmOptions =
                Stream.concat(Jit.WHOLE.options().stream(), jvmOptions.stream()).toList();
    }

    public static void main(String[] args) throws Exception {
        String form = args.length > 0 ? args[0] : "json";
        int readings = args.length > 1 ? Integer.parseInt(args[1]) : 3_000_000;
        int sensors = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
        String parallelism = args.length > 3 ? args[3] : "1";
        List<String> options = args.length > 4 ? List.of(args[4].split(" ", -1)) : List.of();
        Console.format("%s, %,d readings of %,d sensors, parallelism %s%n", form, readings, sensors, parallelism);
        var topics = new ArrayList<>(Topics.all(List.of("sensor-anomaly", "bare")));
        try (var lab = Lab.withTopics(topics, Jit.WHOLE)) {
            var load = new SensorLoad(form.equals("wire"), sensors);
            load.produceEach(lab.kafka());
            load.produceDrawn(lab.kafka(), readings);
            var bench = new FlinkBench(lab, parallelism, options);
            bench.flink(readings + sensors, sensors);
            bench.bare(readings + sensors);
            load.produceDrawn(lab.kafka(), 1000); // so that there is something to continue with
            bench.restart();
        }
    }

    private void flink(int count, int sensors) throws Exception {
        var samples = new ArrayList<Sample>();
        try (FlinkChild flink = start()) {
            flink.child().awaitReady();
            var waiting = new Waiting(PATIENCE, POLL, "Flink has not taken in " + count + " readings");
            do {
                waiting.once();
                flink.child().requireAlive();
                samples.add(sample(flink.readings(), flink.child()));
            } while (samples.get(samples.size() - 1).results() < count);
            LockSupport.parkNanos(CHECKPOINT.toNanos());
            Console.format("flink whole:  %s%n", Drain.whole(samples));
            Console.format("flink steady: %s%n", Drain.from(samples, sensors + (count - sensors) / 2));
            Console.format(
                    "state: %,.0f bytes per sensor in the checkpoints%n", (double) flink.checkpointBytes() / sensors);
            flink.child().kill();
        }
    }

    private void bare(int count) throws Exception {
        var samples = new ArrayList<Sample>();
        var flow = new BareFlow(Topics.SENSOR_READINGS, BARE, 1.0 / HOP, REQUEST_BYTES);
        var settings =
                Map.of("kafka.bootstrap", lab.kafka().bootstrap(), "bare.flows", BareFlow.inWords(List.of(flow)));
        try (Child relay = Child.start("relay", BarePath.class, lab.folder("bare"), settings, Jit.WHOLE.options());
                var ends = new TopicEnds(lab.kafka())) {
            relay.awaitReady();
            var waiting = new Waiting(PATIENCE, POLL, "the bare path has not read " + count + " readings");
            do {
                waiting.once();
                relay.requireAlive();
                samples.add(sample(HOP * ends.records(BARE), relay));
            } while (samples.get(samples.size() - 1).results() <= count - HOP);
        }
        Console.format("bare steady:  %s%n", Drain.steady(samples));
    }

    private void restart() throws Exception {
        try (var ends = new TopicEnds(lab.kafka())) {
            long before = ends.records(REQUESTS);
            long began = Clocks.nanos().getAsLong();
            try (FlinkChild flink = start()) {
                var waiting = new Waiting(PATIENCE, Duration.ofMillis(20), "no window after the restart");
                while (ends.records(REQUESTS) == before) {
                    flink.child().requireAlive();
                    waiting.once();
                }
                Console.format(
                        "restart to the first window: %.1f s%n", (Clocks.nanos().getAsLong() - began) / 1e9);
            }
        }
    }

    private FlinkChild start() throws java.io.IOException {
        return FlinkChild.start(lab.folder("flink"), settings, jvmOptions);
    }

    private Sample sample(long results, Child child) {
        return new Sample(
                Clocks.nanos().getAsLong(), results, child.cpu(), lab.broker().cpu());
    }
}
