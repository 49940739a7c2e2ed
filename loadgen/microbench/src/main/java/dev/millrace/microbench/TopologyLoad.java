package dev.millrace.microbench;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Seeded input of the streams process: every key once, so that its state exists, then keys by {@link Zipf}. Scores carry what a
 * worker writes: five channels, a handful of signals, the trace in a header.
 */
final class TopologyLoad {
    /** Which of the topologies is fed, and what it writes. */
    enum Kind {
        ALERTS(Topics.ANOMALY_SCORES, Topics.ANOMALY_ALERTS),
        USERS(Topics.USER_EVENTS, Topics.inference("recommender"), Topics.FEATURES);

        final String input;

        @SuppressWarnings("ImmutableEnumChecker") // of strings
        final List<String> outputs;

        Kind(String input, String... outputs) {
            this.input = input;
            this.outputs = List.of(outputs);
        }
    }

    private static final int ITEMS = 100_000;
    private static final ModelRef MODEL = new ModelRef("sensor-anomaly", "v7", "9f86d081884c7d659a2feaa0c55ad015");
    private static final String[] CHANNELS = {"pressure", "rpm", "temperature", "vibration", "volume"};
    private static final UserEvent.Type[] TYPES = {
        UserEvent.Type.VIEW,
        UserEvent.Type.VIEW,
        UserEvent.Type.VIEW,
        UserEvent.Type.VIEW,
        UserEvent.Type.VIEW,
        UserEvent.Type.CLICK,
        UserEvent.Type.CLICK,
        UserEvent.Type.CART,
        UserEvent.Type.PURCHASE,
        UserEvent.Type.IMPRESSION
    };

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    private final Kind kind;
    private final int keys;
    private final long firstTime;
    private final Zipf key;
    private final Zipf item = new Zipf(ITEMS, random);

    /** {@code firstTime}: event time of record 0, epoch milliseconds; each further one is a millisecond later. */
    TopologyLoad(Kind kind, int keys, long firstTime) {
        this.kind = kind;
        this.keys = keys;
        this.firstTime = firstTime;
        this.key = new Zipf(keys, random);
    }

    ProducerRecord<byte[], byte[]> record(int number) {
        int chosen = number < keys ? number : key.next();
        return kind == Kind.ALERTS ? score(chosen, number) : event(chosen, number);
    }

    private ProducerRecord<byte[], byte[]> event(int user, int number) {
        String userId = "user-" + user;
        String itemId = "item-" + item.next();
        UserEvent.Type type = TYPES[random.nextInt(TYPES.length)];
        var event = new UserEvent(userId, itemId, type, firstTime + number, null, null, "event-" + number);
        return new ProducerRecord<>(kind.input, utf8(userId), Inputs.write(event));
    }

    private ProducerRecord<byte[], byte[]> score(int sensor, int number) {
        String sensorId = "sensor-" + sensor;
        long end = firstTime + number;
        double model = Math.exp(.4 * random.nextGaussian());
        var source = new SourceRef(Topics.SENSOR_READINGS, sensor % 4, number);
        RequestContext context = RequestContext.of(source, end, null);
        var signals = new LinkedHashMap<String, Double>();
        signals.put("robustZ." + CHANNELS[1], 2.5 + random.nextDouble());
        signals.put("relation." + CHANNELS[3], 2.5 + random.nextDouble());
        signals.put("robustZ", Math.exp(.3 * random.nextGaussian()));
        signals.put("relation", Math.abs(random.nextGaussian()));
        Timings.Builder timings = Timings.NONE.and();
        for (TimedStage stage : TimedStage.values()) {
            timings.add(stage, random.nextInt(5_000));
        }
        var score = new AnomalyScore(
                sensorId,
                end - 900_000,
                end,
                model,
                3,
                model > 3,
                contributions(),
                MODEL,
                source,
                new FeatureSnapshot(end, signals, "1b2c3d4e5f607182"),
                timings.done(),
                context.traceparent());
        var record = new ProducerRecord<>(kind.input, utf8(sensorId), AnomalyScore.CODEC.encode(score));
        record.headers().add(RequestContext.TRACEPARENT, utf8(context.traceparent()));
        return record;
    }

    private Map<String, Double> contributions() {
        double[] shares = random.doubles(CHANNELS.length).toArray();
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        var contributions = new LinkedHashMap<String, Double>();
        for (int i = 0; i < shares.length; i++) {
            contributions.put(CHANNELS[i], shares[i] / sum);
        }
        return contributions;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
