package dev.millrace.scaler.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Topics;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files that a cluster, the local runner and the simulator read. */
class ScalingFilesTest {
    @Test
    void everyFileIsReadAndMatchesItsTopic() throws Exception {
        assertThat(ScalingFiles.base())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("flash-sale.yaml", "recommender.yaml", "sensor-anomaly.yaml");
        for (Path file : ScalingFiles.base()) {
            ScaledObject object = ScaledObjectYaml.read(file);
            DelayTriggerSettings delay = delay(object);

            assertThat(object.max()).as(file.toString()).isEqualTo(Topics.KEYED_PARTITIONS);
            assertThat(delay.topic()).isEqualTo(Topics.inference(object.name()));
            assertThat(delay.consumerGroup()).isEqualTo("worker." + object.name());
            assertThat(delay.sloSeconds()).isEqualTo(2);
        }
    }

    @Test
    void everyFileFitsTheSchemaOfKeda() throws Exception {
        Crd schema = Crd.scaledObject();
        for (Path file : ScalingFiles.base()) {
            assertThat(schema.faults(Files.readString(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() throws Exception {
        Crd schema = Crd.scaledObject();
        String good = Files.readString(ScalingFiles.base().get(1));
        for (Map.Entry<String, String> change : Map.of(
                        "cooldownPeriod", "coolDownPeriod",
                        "sloSeconds: \"2\"", "sloSeconds: 2",
                        "maxReplicaCount: 4", "maxReplicaCount: 0",
                        "tolerance: 0", "tolerance: 0.1",
                        "behavior: currentReplicasIfHigher", "behavior: highest")
                .entrySet()) {
            String bad = good.replace(change.getKey(), change.getValue());

            assertThat(schema.faults(bad)).as(change.getValue()).isNotEmpty();
            assertThatThrownBy(() -> ScaledObjectYaml.parse(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bothVariantsRenderToWhatTheSchemaAndTheReaderTake() throws Exception {
        Crd schema = Crd.scaledObject();
        for (String folder : List.of("base/scaling", "overlays/stock-keda")) {
            List<String> documents = ScalingFiles.rendered(folder);

            assertThat(documents).as(folder).hasSize(2);
            for (String document : documents) {
                assertThat(schema.faults(document)).as(document).isEmpty();
                assertThat(ScaledObjectYaml.parse(document).triggers())
                        .extracting(Trigger::type)
                        .containsExactly(folder.startsWith("base") ? "external-push" : "kafka");
            }
        }
    }

    @Test
    void theStockVariantReadsTheSameTopicAndGroupAndHasNoMoreReplicasThanPartitions() throws Exception {
        for (String document : ScalingFiles.rendered("overlays/stock-keda")) {
            ScaledObject object = ScaledObjectYaml.parse(document);
            KafkaTriggerSettings kafka =
                    KafkaTriggerSettings.of(object.triggers().get(0).metadata());

            assertThat(kafka.topic()).isEqualTo(Topics.inference(object.name()));
            assertThat(kafka.consumerGroup()).isEqualTo("worker." + object.name());
            assertThat(kafka.offsetReset()).isEqualTo(KafkaTriggerSettings.OffsetReset.EARLIEST);
            assertThat(object.max()).isEqualTo(Topics.KEYED_PARTITIONS);
        }
    }

    @Test
    void theSaleIsTheRecommenderWithASchedule() throws Exception {
        ScaledObject plain = ScaledObjectYaml.read(ScalingFiles.base().get(1));
        ScaledObject sale = ScaledObjectYaml.read(ScalingFiles.base().get(0));

        assertThat(sale.triggers())
                .startsWith(plain.triggers().toArray(new Trigger[0]))
                .hasSize(2);
        assertThat(sale).usingRecursiveComparison().ignoringFields("triggers").isEqualTo(plain);
        assertThat(CronTriggerSettings.of(sale.triggers().get(1).metadata()).desiredReplicas())
                .isEqualTo(4);
    }

    /** The smallest thing that these files promise: from nothing to everything in one sync. */
    @Test
    void aBurstAtZeroHasAllItsWorkersOneSyncAfterThePush() throws Exception {
        ScaledObject object = ScaledObjectYaml.read(ScalingFiles.base().get(2));
        Keda keda = new KedaHpa(object, 1);
        keda.step(0, 0, List.of(TriggerReading.of(false, 0, 1)));

        assertThat(keda.step(1, 0, List.of(TriggerReading.of(true, 4, 1))).replicas())
                .isEqualTo(1);
        assertThat(keda.step(2, 1, List.of(TriggerReading.of(true, 4, 1))).replicas())
                .isEqualTo(4);
    }

    /** What KEDA silently accepts we refuse, but nothing that it reads. */
    @Test
    void theKafkaTriggerKnowsExactlyTheKeysThatKedaReadsFromTheMetadata() throws Exception {
        JsonNode schema =
                new ObjectMapper().readTree(Files.readString(Crd.folder().resolve("keda/scalers-schema.json")));
        int seen = 0;
        for (JsonNode scaler : schema.get("scalers")) {
            if (!scaler.get("type").asText().equals("kafka")) {
                continue;
            }
            for (JsonNode parameter : scaler.get("parameters")) {
                String key = parameter.get("name").asText();
                var metadata = new HashMap<String, String>(
                        Map.of("bootstrapServers", "b:1", "consumerGroup", "g", "topic", "t"));
                metadata.put(key, value(parameter));
                if (parameter.path("metadataVariableReadable").asBoolean()) {
                    KafkaTriggerSettings.of(metadata);
                } else {
                    assertThatThrownBy(() -> KafkaTriggerSettings.of(metadata))
                            .hasMessageContaining("TriggerAuthentication");
                }
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(30);
    }

    private static String value(JsonNode parameter) {
        if (parameter.has("allowedValue")) {
            return parameter.get("allowedValue").get(0).asText();
        }
        return parameter.has("default") ? parameter.get("default").asText() : "1";
    }

    private static DelayTriggerSettings delay(ScaledObject object) {
        Trigger trigger = object.triggers().get(0);
        assertThat(trigger.type()).isEqualTo("external-push");
        return DelayTriggerSettings.of(trigger.metadata());
    }
}
