package dev.millrace.load.run;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.plan.UserWorld;
import dev.millrace.load.scenario.Models;
import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.send.SensorHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What must be there before traffic is measured: catalogue, history, models. */
final class Preparation {
    private static final Map<String, Object> BULK = Map.of("linger.ms", 5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Scenario scenario;
    private final LoadPlatform platform;
    private final LoadTools tools;

    Preparation(Scenario scenario, LoadPlatform platform, LoadTools tools) {
        this.scenario = scenario;
        this.platform = platform;
        this.tools = tools;
    }

    /** Items depend on no run: sent once for a platform. */
    void users(UserLoad load) throws Exception {
        var world = new UserWorld(load);
        tools.console().line("  catalogue: " + load.items() + " items");
        try (KafkaProducer<byte[], byte[]> producer = platform.kafka().producer(BULK)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            world.catalogue()
                    .forEach(item -> sent.add(producer.send(new ProducerRecord<>(
                            Topics.ITEM_CATALOG, item.itemId().getBytes(StandardCharsets.UTF_8), Inputs.write(item)))));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
        Models models = scenario.models();
        if (models != null && models.recommender() == Models.RecommenderModel.PLANTED) {
            if (load.items() % load.groups() != 0) {
                throw new IllegalArgumentException("a planted recommender needs groups of the same size: "
                        + load.items() + " items are not a multiple of " + load.groups() + " groups");
            }
            List<String> byGroup = IntStream.range(0, load.items())
                    .mapToObj(i ->
                            i / (load.items() / load.groups()) + i % (load.items() / load.groups()) * load.groups())
                    .map(world::itemId)
                    .toList();
            platform.publishPlantedRecommender(byGroup, load.groups(), load.seed());
            tools.console().line("  recommender: planted model of " + load.items() + " items is live");
        }
    }

    /** History of this run's sensors, answered; then, if {@code train}, a model out of it. */
    void sensors(SensorLoad load, long epochMillis, boolean train) throws Exception {
        if (load.historySensors() == 0 || load.historySamples() == 0) {
            return;
        }
        tools.console()
                .line("  history: " + (long) load.historySensors() * load.historySamples() + " readings of "
                        + load.historySensors() + " sensors");
        try (Admin admin = platform.kafka().admin()) {
            long before = TopicEnds.of(admin, Topics.ANOMALY_SCORES);
            SensorHistory.send(
                    load,
                    scenario.historyRate(),
                    epochMillis,
                    platform.kafka().bootstrap(),
                    tools.clientConfig() == null ? null : tools.clientConfig().toString(),
                    tools.clock(),
                    tools.nanos());
            awaitScores(admin, before + owed(load));
        }
        if (train) {
            platform.trainAnomalyModel();
            tools.console().line("  sensor-anomaly: a model trained on it is live");
        }
    }

    private static long owed(SensorLoad load) {
        return load.historySensors()
                * LongStream.range(0, load.historySamples())
                        .filter(load.windows()::owes)
                        .count();
    }

    private void awaitScores(Admin admin, long wanted) throws Exception {
        long deadline = tools.nanos().getAsLong() + scenario.patience().toNanos();
        long before = -1;
        for (long seen = TopicEnds.of(admin, Topics.ANOMALY_SCORES); seen < wanted; ) {
            if (seen > before) {
                before = seen;
                deadline = tools.nanos().getAsLong() + scenario.patience().toNanos();
            }
            if (tools.nanos().getAsLong() > deadline) {
                throw new IllegalStateException((wanted - seen) + " scores of the history did not come within "
                        + scenario.patience().toSeconds() + " s: see the logs of flink and worker-sensor-anomaly");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            requireNotInterrupted();
            seen = TopicEnds.of(admin, Topics.ANOMALY_SCORES);
        }
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
