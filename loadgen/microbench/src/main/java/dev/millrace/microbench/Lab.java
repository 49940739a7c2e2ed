package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerMain;
import dev.millrace.embedded.FreePorts;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.worker.WorkerMain;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker as a process of its own, with the workload's model live, and room for workers; all of it goes with {@link #close}. */
final class Lab implements AutoCloseable {
    static final String MODEL = "mlp";

    private final Path folder;
    private final Child broker;
    private final KafkaClients kafka;
    private final Jit jit;
    private int workers;

    private Lab(Path folder, Child broker, KafkaClients kafka, Jit jit) {
        this.folder = folder;
        this.broker = broker;
        this.kafka = kafka;
        this.jit = jit;
    }

    static Lab start(Workload workload, Jit jit) throws Exception {
        var topics = new ArrayList<>(Topics.all(List.of()));
        topics.addAll(Topics.ofTensorModel(MODEL));
        Lab lab = withTopics(topics, jit);
        try {
            lab.publish(MODEL, workload.model());
            return lab;
        } catch (Exception e) {
            lab.close();
            throw e;
        }
    }

    /** With those topics and no model. */
    static Lab withTopics(List<Topics.Spec> topics, Jit jit) throws Exception {
        Path folder = Files.createTempDirectory("millrace-bench");
        int port = FreePorts.next();
        var settings = Map.of(
                "kafka.port", Integer.toString(port), "kafka.controller-port", Integer.toString(FreePorts.next()));
        var kafka = KafkaClients.of("127.0.0.1:" + port, Map.of());
        var lab = new Lab(folder, Child.start("broker", BrokerMain.class, folder, settings, jit.options()), kafka, jit);
        try {
            lab.broker.awaitReady();
            lab.create(topics);
            return lab;
        } catch (Exception e) {
            lab.close();
            throw e;
        }
    }

    /** Makes a model live. */
    void publish(String name, byte[] model) throws Exception {
        new ModelRegistry(kafka, new FileArtifactStore(folder.resolve("models")), ModelCheck.none(), Clocks.wall())
                .publish(Publication.live(name), model);
    }

    private void create(List<Topics.Spec> topics) throws Exception {
        try (var admin = kafka.admin()) {
            admin.createTopics(topics.stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** For the data of one more process; it goes with the others. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    KafkaClients kafka() {
        return kafka;
    }

    Child broker() {
        return broker;
    }

    /** Starts a worker of the model, without waiting for it. */
    Child worker(Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.putIfAbsent("model.name", MODEL);
        workers++;
        return start("worker-" + workers, WorkerMain.class, all);
    }

    /** Starts a process against this broker, without waiting for it. */
    Child start(String name, Class<?> main, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings);
        all.put("kafka.bootstrap", kafka.bootstrap());
        var options = new ArrayList<>(jit.options());
        String recordings = System.getProperty("bench.jfr");
        if (recordings != null) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recordings + "/" + name
                    + ".jfr");
        }
        return Child.start(name, main, folder, all, options);
    }

    @Override
    public void close() throws IOException {
        broker.close();
        Trees.delete(folder);
    }
}
