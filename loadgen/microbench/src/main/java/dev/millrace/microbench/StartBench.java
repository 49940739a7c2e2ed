package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.worker.WorkerMain;
import dev.millrace.local.platform.ClassDataArchives;
import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.JvmProcesses;
import dev.millrace.local.platform.Sizing;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How long a worker takes from nothing to its first published answer. A request waits in {@code inference.mlp}; the worker is
 * started as {@code millrace up} starts it, answers, and is stopped by SIGTERM, so that the next one finds an empty group. Starts
 * without a class-data archive (a first {@code millrace up}) and with one alternate, so that a noisy machine disturbs both. Natives
 * are unpacked before.
 *
 * <p>Arguments: number of starts of each kind; optional.
 */
public final class StartBench implements AutoCloseable {
    private static final String MODULE = "inference-workers/worker";
    private static final int HEAP_MB = 192;
    private static final Duration READ = Duration.ofMillis(100);
    private static final Duration ASK = Duration.ofMillis(10);
    private static final long PATIENCE_SECONDS = 60;

    private final Lab lab;
    private final DataDir data;
    private final Installation installation;
    private final byte[] request;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> answers;
    private final LongSupplier nanos = Clocks.nanos();

    private StartBench(Lab lab, Workload workload, DataDir data) {
        this.lab = lab;
        this.data = data;
        this.installation = Installation.current();
        this.request = workload.requests(1)[0];
        this.producer = lab.kafka().producer(Map.of());
        this.answers = answers(lab.kafka());
    }

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Workload workload = Workload.PROTOBUF_784;
        Path folder = Files.createTempDirectory("millrace-start");
        try (var lab = Lab.start(workload, Jit.QUICK);
                var bench = new StartBench(lab, workload, new DataDir(folder))) {
            bench.run(runs);
        } finally {
            Trees.delete(folder);
        }
    }

    private void run(int runs) throws Exception {
        data.create();
        var archives = archives("cds");
        start(archives); // records, and unpacks the natives
        if (archives.build() != 1) {
            throw new IllegalStateException("the class-data archive could not be made");
        }
        var plain = new ArrayList<Start>();
        var archived = new ArrayList<Start>();
        for (int i = 1; i <= runs; i++) {
            plain.add(start(archives("none"))); // a folder where nothing is ever built
            Console.line("plain   " + i + ": " + plain.get(plain.size() - 1));
            archived.add(start(archives("cds")));
            Console.line("archive " + i + ": " + archived.get(archived.size() - 1));
        }
        Console.line("median (least to greatest) of " + runs);
        Console.line("plain:   " + Start.summary(plain));
        Console.line("archive: " + Start.summary(archived));
    }

    private ClassDataArchives archives(String folder) {
        return new ClassDataArchives(data.root().resolve(folder), installation.java());
    }

    private Start start(ClassDataArchives archives) throws Exception {
        var message = new ProducerRecord<byte[], byte[]>(Topics.inference(Lab.MODEL), request);
        RequestContext.of(AnswerCheck.source(0), Clocks.wall().millis(), null).write(message.headers());
        producer.send(message).get();
        var spec = new JvmProcesses(data, installation, archives, lab.kafka().bootstrap(), Sizing.laptop())
                .spec(
                        "worker-" + Lab.MODEL,
                        MODULE,
                        WorkerMain.class.getName(),
                        HEAP_MB,
                        Map.of(
                                "model.name",
                                Lab.MODEL,
                                "onnx.native.dir",
                                data.natives().toString()));
        long began = nanos.getAsLong();
        try (Child worker = Child.start(spec)) {
            CompletableFuture<Duration> ready = CompletableFuture.supplyAsync(() -> {
                try {
                    worker.awaitReady(ASK);
                    return since(began);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            awaitAnswer(worker, began);
            Duration answer = since(began);
            Duration cpu = worker.cpu();
            return new Start(answer, ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS), cpu);
        }
    }

    private void awaitAnswer(Child worker, long began) throws IOException {
        while (answers.poll(READ).isEmpty()) {
            worker.requireAlive();
            if (since(began).toSeconds() > PATIENCE_SECONDS) {
                throw new IllegalStateException("no answer after " + PATIENCE_SECONDS + " s");
            }
        }
    }

    private Duration since(long began) {
        return Duration.ofNanos(nanos.getAsLong() - began);
    }

    /** Reads what comes from now on. */
    private static Consumer<byte[], byte[]> answers(KafkaClients kafka) {
        String topic = Topics.predictions(Lab.MODEL);
        var reader = kafka.reader();
        List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToEnd(partitions);
        partitions.forEach(reader::position); // asks now: an answer that comes before would not be seen
        return reader;
    }

    @Override
    public void close() {
        producer.close();
        answers.close();
    }
}
