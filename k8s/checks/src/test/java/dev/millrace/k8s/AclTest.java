package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.Topics;
import dev.millrace.k8s.code.ProcessRights;
import dev.millrace.k8s.code.Right;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that enforces the users of the manifests each process can do its work, and nothing else. */
class AclTest {
    private static final String SENSORS = "sensor-anomaly";
    private static final String RECOMMENDER = "recommender";

    @TempDir
    static Path folder;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        Documents documents = Kustomize.render("kind");
        broker = SecuredBroker.start(folder);
        broker.apply(documents);
        var everybody = new Operations(KafkaClients.of(broker.open(), Map.of()));
        for (Topics.Spec topic : Topics.all(ProcessRights.MODELS)) {
            everybody.produce(topic.name());
        }
    }

    @AfterAll
    static void stop() {
        if (broker != null) { // without kubectl there never was one
            broker.close();
        }
    }

    private static Operations as(String process) {
        return new Operations(broker.clients("millrace-" + process));
    }

    @Test
    void eachProcessDoesItsWork() throws Exception {
        broker.apply(Kustomize.render("kind"));
        for (String model : ProcessRights.MODELS) {
            Operations worker = as("worker-" + model);
            worker.consume(Topics.inference(model), "worker." + model);
            for (String topic : List.of(
                    model.equals(SENSORS) ? Topics.ANOMALY_SCORES : Topics.RECOMMENDATIONS,
                    Topics.DEAD_LETTERS,
                    Topics.MODELS,
                    Topics.MODEL_COMPARISONS,
                    Topics.WORKER_REPORTS)) {
                worker.produce(topic);
            }
            worker.readWhole(Topics.MODELS);
            worker.readWhole(Topics.MODEL_COMPARISONS);
            as("scaler").lag(Topics.inference(model), "worker." + model);
            as("observer").lag(Topics.inference(model), "worker." + model);
        }
        as("worker-recommender").readWhole(Topics.ITEM_CATALOG);
        as("materializer").consume(Topics.FEATURES, ProcessRights.MATERIALIZER);
        as("materializer").consume(Topics.FEATURES, ProcessRights.HISTORY);
        as("materializer").produce(Topics.DEAD_LETTERS);
        as("scaler").readWhole(Topics.WORKER_REPORTS);
        as("scaler").readWhole(Topics.SCALER_FORECASTS);
        as("scaler").produce(Topics.SCALER_FORECASTS);
        for (String topic : List.of(Topics.DEAD_LETTERS, Topics.ANOMALY_ALERTS, Topics.MODELS, Topics.WORKER_REPORTS)) {
            as("observer").readWhole(topic);
        }
        as("flink-sensor-windows").consume(Topics.SENSOR_READINGS, "flink-sensor-windows");
        as("flink-sensor-windows").produce(Topics.inference(SENSORS));
        as("flink-sensor-windows").produce(Topics.DEAD_LETTERS);
        as("flink-item-signals").consume(Topics.USER_EVENTS, "flink-item-signals");
        as("flink-item-signals").produce(Topics.FEATURES);
        as("streams").consume(Topics.USER_EVENTS, ProcessRights.STREAMS_ID);
        as("streams").produce(Topics.inference(RECOMMENDER));
        as("streams").createInternal("millrace-streams-users-changelog");
        as("streams").produce("millrace-streams-users-changelog");
    }

    @Test
    void withExactlyOnceEachOpensItsOwnTransactionsAndNoOthers() throws Exception {
        broker.apply(Kustomize.render("kind", "exactly-once"));

        as("worker-recommender").transact("worker.recommender.pod-1", Topics.RECOMMENDATIONS);
        as("worker-sensor-anomaly").transact("worker.sensor-anomaly.pod-1", Topics.ANOMALY_SCORES);
        as("streams").transact("millrace-streams-1-2", Topics.ANOMALY_ALERTS);
        as("flink-sensor-windows").transact("millrace-flink-inference-0-1", Topics.inference(SENSORS));
        as("flink-item-signals").transact("millrace-flink-features-0-1", Topics.FEATURES);
        refused(() -> as("worker-recommender").transact("worker.sensor-anomaly.pod-1", Topics.RECOMMENDATIONS));
        refused(() -> as("materializer").transact("materializer", Topics.DEAD_LETTERS));
    }

    @Test
    void withShareGroupsAWorkerSetsUpItsGroupAndNoOther() throws Exception {
        broker.apply(Kustomize.render("kind", "share-groups"));

        // A group cannot be both: what other tests made of it goes, and what this one makes.
        broker.forget("worker.sensor-anomaly");
        as("worker-sensor-anomaly").share(Topics.inference(SENSORS), "worker.sensor-anomaly");
        refused(() -> as("worker-sensor-anomaly").share(Topics.inference(SENSORS), "worker.recommender"));
        broker.forget("worker.sensor-anomaly");
    }

    @Test
    void withoutTheComponentNobodyMayOpenATransactionOrAlterAGroup() throws Exception {
        broker.apply(Kustomize.render("kind"));

        refused(() -> as("worker-recommender").transact("worker.recommender.pod-1", Topics.RECOMMENDATIONS));
        refused(() -> as("worker-recommender").share(Topics.inference(RECOMMENDER), "worker.recommender"));
    }

    @Test
    void nobodyReadsOrWritesWhatIsAnothers() throws Exception {
        broker.apply(Kustomize.render("kind"));

        refused(() -> as("observer").produce(Topics.MODELS));
        refused(() -> as("scaler").produce(Topics.WORKER_REPORTS));
        refused(() -> as("scaler").consume(Topics.inference(SENSORS), "worker.sensor-anomaly"));
        refused(() -> as("worker-recommender").produce(Topics.ANOMALY_SCORES));
        refused(() -> as("worker-recommender").consume(Topics.inference(RECOMMENDER), "worker.sensor-anomaly"));
        refused(() -> as("materializer").readWhole(Topics.USER_EVENTS));
        refused(() -> as("streams").createInternal("sensor-readings-2"));
        refused(() -> as("flink-item-signals").produce(Topics.DEAD_LETTERS));
    }

    @Test
    void trainingReadsItsModelsHistoryAndWritesToTheRegistryAlone() throws Exception {
        broker.apply(Kustomize.render("kind", "training"));

        as("training-sensor-anomaly").readWhole(Topics.SENSOR_READINGS);
        as("training-recommender").readWhole(Topics.USER_EVENTS);
        for (String model : ProcessRights.MODELS) {
            as("training-" + model).readWhole(Topics.MODELS);
            as("training-" + model).produce(Topics.MODELS);
        }
        refused(() -> as("training-recommender").readWhole(Topics.SENSOR_READINGS));
        refused(() -> as("training-recommender").produce(Topics.USER_EVENTS));
        refused(() -> as("training-recommender").consume(Topics.USER_EVENTS, "training"));
    }

    @Test
    void aBackupReadsTheRegistryAndARestoreWritesItAndSetsOneGroupBack() throws Exception {
        broker.apply(Kustomize.render("kind", "backup", "restore"));

        as("backup").readWhole(Topics.MODELS);
        as("restore").readWhole(Topics.MODELS);
        as("restore").produce(Topics.MODELS);
        refused(() -> as("backup").produce(Topics.MODELS));
        refused(() -> as("restore").produce(Topics.FEATURES));
        refused(() -> as("restore").consume(Topics.FEATURES, ProcessRights.HISTORY));
    }

    /** The broker itself says what each user may do with each topic: exactly what the code does. */
    @Test
    void theBrokerGrantsEachUserExactlyWhatItsCodeDoes() throws Exception {
        broker.apply(Kustomize.render("kind"));
        List<String> topics =
                Topics.all(ProcessRights.MODELS).stream().map(Topics.Spec::name).toList();
        for (var user : ProcessRights.of("effectively-once").entrySet()) {
            var granted = new TreeMap<String, Set<AclOperation>>();
            var wanted = new TreeMap<String, Set<AclOperation>>();
            try (Admin admin = broker.clients(user.getKey()).admin()) {
                for (String topic : topics) {
                    granted.put(topic, granted(admin, topic));
                    wanted.put(topic, wanted(user.getValue(), topic));
                }
            }
            assertThat(granted).as(user.getKey()).isEqualTo(wanted);
        }
    }

    private static Set<AclOperation> granted(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        try {
            return admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .authorizedOperations();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return Set.of();
        }
    }

    private static Set<AclOperation> wanted(Set<Right> rights, String topic) {
        var all = EnumSet.noneOf(AclOperation.class);
        rights.stream()
                .filter(right -> right.type().equals("topic"))
                .filter(right -> right.prefix() ? topic.startsWith(right.name()) : topic.equals(right.name()))
                .flatMap(right -> right.operations().stream())
                .forEach(operation -> all.add(SecuredBroker.operation(operation)));
        if (!all.isEmpty()) {
            all.add(AclOperation.DESCRIBE); // implied
        }
        return all;
    }

    private static void refused(ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(AuthorizationException.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(AuthorizationException.class));
    }
}
