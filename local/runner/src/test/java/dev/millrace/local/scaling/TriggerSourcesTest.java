package dev.millrace.local.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerSourcesTest {
    private static final String NOBODY = "127.0.0.1:1";

    private static ScaledObject object(String trigger) {
        return ScaledObjectYaml.parse(
                """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: slow}
                spec:
                  scaleTargetRef: {name: worker-slow}
                  triggers: [%s]
                """
                        .formatted(trigger));
    }

    private static final String KAFKA =
            "{type: kafka, metadata: {bootstrapServers: 'kafka:9092', consumerGroup: g, topic: t, lagThreshold: '5'}}";

    @Test
    void theKafkaTriggerReadsTheLagOfTheRealBrokerAsKedaDoes(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder))) {
            var kafka = KafkaClients.of(broker.bootstrap(), Map.of());
            List<TriggerSource> sources = TriggerSources.of(object(KAFKA), NOBODY, kafka);
            assertThat(sources.get(0).read().failure()).contains("no topic t");
            broker.createTopics(List.of(new Topics.Spec("t", 2, Map.of())));
            try (var producer = kafka.producer(Map.of());
                    var admin = kafka.admin()) {
                for (int i = 0; i < 20; i++) {
                    producer.send(new ProducerRecord<>("t", i % 2, null, new byte[1]))
                            .get();
                }
                admin.alterConsumerGroupOffsets(
                                "g",
                                Map.of(
                                        new TopicPartition("t", 0), new OffsetAndMetadata(10),
                                        new TopicPartition("t", 1), new OffsetAndMetadata(3)))
                        .all()
                        .get();
            }
            assertThat(sources.get(0).read()).isEqualTo(TriggerReading.of(true, 7, 5));
            sources.forEach(TriggerSource::close);
        }
    }

    @Test
    void aScalerThatIsAwayIsAFailedReading() throws Exception {
        var kafka = KafkaClients.of(NOBODY, Map.of());
        List<TriggerSource> sources = TriggerSources.of(
                object("{type: external-push, metadata: {scalerAddress: 'x:1', model: slow, sloSeconds: '2'}}"),
                NOBODY,
                kafka);
        assertThat(sources.get(0).read().failure()).startsWith("scaler: ");
        sources.forEach(TriggerSource::close);
    }

    @Test
    void whatOnlyKedaReadsIsRefusedInWords() {
        assertThatThrownBy(() -> TriggerSources.require(object(
                        "{type: kafka, metadata: {bootstrapServers: 'k:1', consumerGroup: g, lagThreshold: '5'}}")))
                .hasMessageContaining("slow")
                .hasMessageContaining("name the topic");
    }
}
