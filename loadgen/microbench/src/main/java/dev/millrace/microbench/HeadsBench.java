package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Stage (e): the platform's own workers with a live model, as (c); broker and worker are processes of their own, requests wait in
 * {@code inference.<model>}. Beside it, in the same run, the model alone at the same batch size, and a process that only reads
 * and writes as many bytes.
 *
 * <p>Arguments: {@code anomaly} or {@code recommender}, number of requests, items of the recommender's catalogue; then settings
 * of the worker as {@code key=value}.
 */
public final class HeadsBench {
    private static final String RELAYED = "relayed";
    private static final Duration POLL = Duration.ofMillis(1);

    private HeadsBench() {}

    public static void main(String[] args) throws Exception {
        boolean anomaly = args.length == 0 || args[0].equals("anomaly");
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : anomaly ? 800_000 : 120_000;
        int items = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        HeadLoad load = anomaly ? AnomalyLoad.make() : RecommenderLoad.make(items);
        var settings = new HashMap<String, String>();
        settings.put("model.name", load.model());
        settings.put("batch.max", anomaly ? "64" : "32"); // the worker's own defaults
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        int batch = Integer.parseInt(settings.get("batch.max"));
        Console.format(
                "%s, %,d requests of about %d bytes, settings %s%n", load.model(), requests, load.bytes(), settings);
        double bare = BareModel.rowMicros(load, batch);
        Console.format("model alone, batch %d: %.2f µs per row%n", batch, bare);
        if (batch > 1) {
            Console.format("model alone, batch 1: %.2f µs per row%n", BareModel.rowMicros(load, 1));
        }

        var topics = new ArrayList<>(Topics.all(List.of(load.model())));
        topics.add(new Topics.Spec(RELAYED, 4, Map.of()));
        try (var lab = Lab.withTopics(topics, Jit.WHOLE);
                var redis = RedisProcess.start(lab.folder("redis"))) {
            settings.put(
                    "redis.uri", redis.uri()); // a recommender's worker wants one, though a live model reads nothing
            lab.publish(load.model(), load.onnx());
            var backlog = new Backlog(lab.kafka(), Topics.inference(load.model()), load.answers());
            backlog.fill(load, requests);
            Drain worker;
            try (Child child = lab.worker(settings)) {
                worker = told("worker", backlog.watch(child, lab.broker(), 0, requests));
            }
            Console.format(
                    "the model alone is %.0f %% of the worker's processor time%n", 100 * bare / worker.workerMicros());
            new AnswerCheck(lab.kafka(), load.answers(), load.sources()).requireOneEach(requests);

            int bytes = answerBytes(lab.kafka(), load.answers());
            var relayed = new Backlog(lab.kafka(), Topics.inference(load.model()), RELAYED);
            var relay = Map.of(
                    "relay.from",
                    Topics.inference(load.model()),
                    "relay.to",
                    RELAYED,
                    "relay.bytes",
                    Integer.toString(bytes));
            try (Child child = lab.start("relay", Relay.class, relay)) {
                told("read and write " + bytes + " bytes", relayed.watch(child, lab.broker(), 0, requests));
            }
        }
    }

    private static Drain told(String what, List<Sample> samples) {
        Drain steady = Drain.steady(samples);
        Console.line(what + ", whole:  " + Drain.whole(samples));
        Console.line(what + ", steady: " + steady);
        return steady;
    }

    private static int answerBytes(KafkaClients kafka, String topic) {
        try (var reader = kafka.reader()) {
            var first = new TopicPartition(topic, 0);
            reader.assign(List.of(first));
            reader.seekToBeginning(List.of(first));
            var waiting = new Waiting(Duration.ofSeconds(30), POLL, "no answer can be read");
            while (true) {
                for (var record : reader.poll(Duration.ofMillis(200))) {
                    return record.serializedValueSize();
                }
                waiting.once();
            }
        }
    }
}
