package dev.millrace.microbench;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.training.anomaly.AnomalyOnnx;
import dev.millrace.inference.training.anomaly.AnomalyTrainer;
import dev.millrace.inference.training.anomaly.AnomalyTrainerConfig;
import dev.millrace.inference.training.anomaly.WindowHistory;
import dev.millrace.inference.training.recommend.PlantedCatalogue;
import dev.millrace.load.arrival.ConstantRate;
import dev.millrace.load.arrival.Spacing;
import dev.millrace.load.plan.Encoder;
import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorEncoder;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorPlan;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.SensorWorld;
import dev.millrace.load.plan.UserAct;
import dev.millrace.load.plan.UserEncoder;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.plan.UserPlan;
import dev.millrace.load.plan.UserWorld;
import dev.millrace.load.plan.Wire;
import dev.millrace.servicekit.Clocks;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A broker with a topic full of events of one flow, and the model that answers them. */
record CostLab(Lab lab, byte[] model) implements AutoCloseable {
    private static final int ITEMS = 100_000;
    private static final int GROUPS = 500;
    private static final int READINGS_OF_A_SENSOR = 100;
    private static final int EVENTS_OF_A_USER = 15;
    private static final int MOST_TO_LEARN_FROM = 80_000;
    private static final int ONE_BY_ONE = 100;
    private static final double RATE = 1e6;
    private static final long SEED = 7;

    static CostLab open(CostFlow flow, long events) throws Exception {
        var topics = new ArrayList<>(Topics.all(List.of()));
        topics.add(new Topics.Spec(CostFlow.SINK, Topics.KEYED_PARTITIONS, Map.of()));
        Lab lab = Lab.withTopics(topics, Jit.WHOLE);
        try {
            return new CostLab(lab, flow == CostFlow.SENSORS ? sensors(lab, events) : users(lab, events));
        } catch (Exception e) {
            lab.close();
            throw e;
        }
    }

    private static byte[] sensors(Lab lab, long events) throws Exception {
        var load = new SensorLoad(
                new ConstantRate(RATE, Spacing.EVEN),
                (int) Math.max(1, events / READINGS_OF_A_SENSOR),
                0,
                Wire.JSON,
                0,
                0,
                CostFlow.HOP,
                0,
                0,
                SEED,
                "cost");
        var world = new SensorWorld(load, Clocks.wall().millis());
        var encoder = new SensorEncoder(load, world);
        fill(lab, CostFlow.SENSORS.input(), new SensorPlan(load, 0, 1, length(events)), encoder, events);
        return anomalyModel(new SensorPlan(load, 0, 1, length(events)), encoder, events);
    }

    private static byte[] anomalyModel(Plan<SensorSample> plan, SensorEncoder encoder, long events) throws Exception {
        var history = new WindowHistory(WindowConfig.defaults());
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        for (long i = 0; i < Math.min(events, MOST_TO_LEARN_FROM); i++) {
            PlannedEvent<SensorSample> next = plan.next();
            if (next == null) {
                break;
            }
            SensorReading reading = Inputs.readSensorReading(
                    encoder.key(next.event()),
                    encoder.value(next),
                    Clocks.wall().millis());
            history.onReading(reading).forEach(trainer::add);
        }
        return AnomalyOnnx.export(trainer.train());
    }

    private static byte[] users(Lab lab, long events) throws Exception {
        var load = new UserLoad(
                new ConstantRate(RATE, Spacing.EVEN),
                (int) Math.max(1, events / EVENTS_OF_A_USER),
                0,
                ITEMS,
                .8,
                GROUPS,
                0,
                0,
                Wire.JSON,
                SEED,
                "cost");
        var world = new UserWorld(load);
        Plan<UserAct> plan = new UserPlan(load, 0, 1, length(events));
        fill(
                lab,
                Topics.USER_EVENTS,
                plan,
                new UserEncoder(load, world, 0, Clocks.wall().millis()),
                events);
        List<String> items = IntStream.range(0, ITEMS).mapToObj(world::itemId).toList();
        return new PlantedCatalogue(items, GROUPS, 64, 50, SEED).onnx();
    }

    private static Duration length(long events) {
        return Duration.ofNanos((long) (events / RATE * 1e9) + 1_000_000);
    }

    private static <E> void fill(Lab lab, String topic, Plan<E> plan, Encoder<E> encoder, long events)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = lab.kafka()
                .producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024))) {
            for (long i = 0; i < events; i++) {
                PlannedEvent<E> next = plan.next();
                if (next == null) {
                    throw new IllegalStateException("the plan ended after " + i + " events");
                }
                Future<RecordMetadata> sent =
                        producer.send(new ProducerRecord<>(topic, encoder.key(next.event()), encoder.value(next)));
                if (i < ONE_BY_ONE) {
                    sent.get(); // a batch that meets a partition without a leader yet would leave those after it
                    // out of order for ever
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
