package dev.millrace.local.demo;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A platform of one thread per input topic that answers everything at once, and can be told to lose or repeat results. */
final class EchoPlatform implements DemoPlatform, AutoCloseable {
    private final KafkaClients kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final DeadLetters deadLetters = new DeadLetters("echo", Clocks.wall());
    private final SensorWindows windows = new SensorWindows(WindowConfig.defaults());
    private final Map<String, SensorState> states = new HashMap<>();
    private final List<AgentRunner> runners = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final int loseEvery;
    private final int repeatEvery;
    private volatile String version = ModelRef.BASELINE;
    private int results;

    EchoPlatform(String bootstrap, int loseEvery, int repeatEvery) {
        this.kafka = KafkaClients.of(bootstrap, Map.of());
        this.producer = kafka.producer(Map.of());
        this.loseEvery = loseEvery;
        this.repeatEvery = repeatEvery;
        for (String topic : List.of(
                Topics.SENSOR_READINGS, Topics.USER_EVENTS, Topics.ITEM_CATALOG, Topics.RECOMMENDATION_REQUESTS)) {
            runners.add(
                    AgentRunner.start("echo-" + topic, new TopicReader(kafka, topic, this::onRecord), failures::add));
        }
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record) {
        long now = Clocks.wall().millis();
        try {
            switch (record.topic()) {
                case Topics.SENSOR_READINGS ->
                    onReading(Inputs.readSensorReading(record.key(), record.value(), now), record);
                case Topics.USER_EVENTS -> onEvent(Inputs.readUserEvent(record.key(), record.value(), now), record);
                case Topics.ITEM_CATALOG -> Inputs.readCatalogItem(record.key(), record.value());
                default -> Inputs.readRecommendationRequest(record.key(), record.value(), now);
            }
        } catch (InvalidRecordException e) {
            var unused = producer.send(deadLetters.of(record, e));
        }
    }

    private void onReading(SensorReading reading, ConsumerRecord<byte[], byte[]> record) {
        var step = windows.onReading(states.get(reading.sensorId()), reading);
        states.put(reading.sensorId(), step.state());
        if (step.outcome() instanceof Outcome.Windows due) {
            for (WindowRequest request : due.requests()) {
                var score = new AnomalyScore(
                        request.sensorId(),
                        request.windowStart(),
                        request.windowEnd(),
                        1,
                        2,
                        false,
                        Map.of(),
                        new ModelRef(SENSOR_MODEL, version),
                        new SourceRef(record.topic(), record.partition(), record.offset()),
                        new FeatureSnapshot(request.windowEnd(), Map.of(), null),
                        Timings.NONE,
                        null);
                send(new ProducerRecord<>(Topics.ANOMALY_SCORES, record.key(), AnomalyScore.CODEC.encode(score)));
            }
        }
    }

    private void onEvent(UserEvent event, ConsumerRecord<byte[], byte[]> record) {
        if (!event.isInteraction() || event.eventId() == null) {
            return;
        }
        var recommendation = new Recommendation(
                event.eventId(),
                event.userId(),
                List.of(new Recommendation.Item("i0000", 1)),
                event.eventId(),
                new ModelRef(USER_MODEL, version),
                new SourceRef(record.topic(), record.partition(), record.offset()),
                new FeatureSnapshot(event.timestamp(), Map.of(), null),
                Timings.NONE,
                null);
        send(new ProducerRecord<>(Topics.RECOMMENDATIONS, record.key(), Recommendation.CODEC.encode(recommendation)));
    }

    private synchronized void send(ProducerRecord<byte[], byte[]> result) {
        results++;
        if (loseEvery > 0 && results % loseEvery == 0) {
            return;
        }
        publish(result);
        if (repeatEvery > 0 && results % repeatEvery == 0) {
            publish(result);
        }
    }

    private void publish(ProducerRecord<byte[], byte[]> result) {
        var unused = producer.send(result);
    }

    @Override
    public KafkaClients kafka() {
        return kafka;
    }

    @Override
    public String train(String model, ProgressListener progress) {
        progress.onProgress(1, "done");
        version = "v1";
        return version;
    }

    @Override
    public double readySeconds() {
        return 1.5;
    }

    @Override
    public long peakRssMb() {
        return 100;
    }

    @Override
    public int restarts() {
        return 0;
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() throws InterruptedException {
        for (AgentRunner runner : runners) {
            runner.close();
        }
        producer.close();
    }
}
