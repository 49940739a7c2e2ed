package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stage (c): a broker and a worker as processes of their own. Requests are put into {@code inference.mlp} first, then the worker
 * starts and empties the topic; measured is how fast answers appear in {@code predictions.mlp} and what processor time that
 * costs. Afterwards every answer is read: each request must have one.
 *
 * <p>Arguments: workload, number of requests, {@code batch.max}; all optional.
 */
public final class StagedBench {
    private static final int DISTINCT = 512;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Lab lab;
    private final Workload workload;
    private final int requests;
    private final int batchMax;

    private StagedBench(Lab lab, Workload workload, int requests, int batchMax) {
        this.lab = lab;
        this.workload = workload;
        this.requests = requests;
        this.batchMax = batchMax;
    }

    public static void main(String[] args) throws Exception {
        Workload workload = args.length > 0 ? Workload.valueOf(args[0]) : Workload.PROTOBUF_784;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        int batchMax = args.length > 2 ? Integer.parseInt(args[2]) : 128;
        System.out.println(workload + ", " + requests + " requests, batch.max " + batchMax);
        try (var lab = Lab.start(workload, Lab.FULL_COMPILER)) {
            List<Sample> samples = new StagedBench(lab, workload, requests, batchMax).run();
            System.out.println("whole:  " + Drain.whole(samples));
            System.out.println("steady: " + Drain.steady(samples));
        }
    }

    private List<Sample> run() throws Exception {
        var kafka = lab.kafka();
        preload(kafka);
        List<Sample> samples;
        try (Child worker = lab.worker(Map.of("batch.max", Integer.toString(batchMax)))) {
            samples = watch(kafka, worker, lab.broker());
        }
        new AnswerCheck(kafka, Lab.MODEL).requireOneEach(requests);
        return samples;
    }

    private void preload(KafkaClients kafka) {
        byte[][] distinct = workload.requests(DISTINCT);
        Map<String, Object> bulk =
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        try (var producer = kafka.producer(bulk)) {
            int partitions = producer.partitionsFor(Topics.inference(Lab.MODEL)).size();
            for (int i = 0; i < requests; i++) {
                var message = new ProducerRecord<byte[], byte[]>(
                        Topics.inference(Lab.MODEL), i % partitions, null, distinct[i % DISTINCT]);
                RequestContext.of(AnswerCheck.source(i), Clocks.wall().millis(), null)
                        .write(message.headers());
                var unused = producer.send(message); // counted at the end: a lost one has no answer
            }
        }
    }

    private List<Sample> watch(KafkaClients kafka, Child worker, Child broker) throws Exception {
        var samples = new ArrayList<Sample>();
        var waiting = new Waiting(PATIENCE, POLL, "the worker has not answered " + requests + " requests");
        try (var ends = new TopicEnds(kafka)) {
            while (true) {
                worker.requireAlive();
                long results = ends.records(Topics.predictions(Lab.MODEL));
                samples.add(new Sample(Clocks.nanos().getAsLong(), results, worker.cpu(), broker.cpu()));
                if (results >= requests) {
                    return samples;
                }
                long refused = ends.records(Topics.DEAD_LETTERS);
                if (refused > 0) {
                    throw new IllegalStateException(refused + " requests became dead letters");
                }
                waiting.once();
            }
        }
    }
}
