package dev.millrace.scaler.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import dev.millrace.scaler.keda.KafkaTriggerSettings.OffsetReset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerSettingsTest {
    private static final Map<String, String> KAFKA =
            Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "worker.m", "topic", "inference.m");
    private static final Map<String, String> DELAY = Map.of("model", "recommender", "sloSeconds", "2");

    @Test
    void kafkaDefaultsAreKedas() {
        assertThat(KafkaTriggerSettings.of(KAFKA))
                .isEqualTo(new KafkaTriggerSettings(
                        "kafka:9092",
                        "worker.m",
                        "inference.m",
                        List.of(),
                        10,
                        0,
                        OffsetReset.LATEST,
                        false,
                        false,
                        false,
                        false,
                        false));
    }

    /** KEDA says READY=True and goes on with 10. */
    @Test
    void aMisspeltThresholdIsAnErrorThatNamesTheRightOne() {
        refusedKafka("lagTreshold", "50", "unknown key lagTreshold: did you mean lagThreshold?");
        refusedKafka(
                "ActivationLagThreshold",
                "50",
                "unknown key ActivationLagThreshold: did you mean activationLagThreshold?");
        refusedKafka(
                "color", "red", "unknown key color: known are activationLagThreshold, allowIdleConsumers, awsRegion,");
    }

    @Test
    void kafkaValuesAreChecked() {
        refusedKafka("lagThreshold", "0", "lagThreshold: 0 is less than 1");
        refusedKafka("lagThreshold", "1e3", "lagThreshold: '1e3' is not a whole number");
        refusedKafka("lagThreshold", " ", "lagThreshold: empty");
        refusedKafka("allowIdleConsumers", "yes", "allowIdleConsumers: 'yes' is not allowed: known are false, true");
        refusedKafka(
                "offsetResetPolicy", "earlist", "offsetResetPolicy: 'earlist' is not allowed: did you mean earliest?");
        refusedKafka("sasl", "scram_sha265", "sasl: 'scram_sha265' is not allowed: did you mean scram_sha256?");
        refusedKafka("partitionLimitation", "3-1", "partitionLimitation: '3-1' is not a list of partitions such as");
        refusedKafka("password", "x", "password: KEDA ignores it here; it belongs into a TriggerAuthentication");
        refusedKafka(
                "topicFromEnv", "TOPIC", "topicFromEnv: only a cluster has the container's environment; give topic");
        assertThatThrownBy(() -> KafkaTriggerSettings.of(
                        Map.of("bootstrapServers", "b:1", "consumerGroup", "g", "partitionLimitation", "1")))
                .hasMessage("partitionLimitation: needs topic");
        assertThatThrownBy(() -> KafkaTriggerSettings.of(Map.of("bootstrapServers", "b:1")))
                .hasMessage("consumerGroup: missing");
        var both = new HashMap<String, String>(KAFKA);
        both.put("limitToPartitionsWithLag", "true");
        both.put("allowIdleConsumers", "true");
        assertThatThrownBy(() -> KafkaTriggerSettings.of(both))
                .hasMessageContaining("not together with allowIdleConsumers");
        assertThat(KafkaTriggerSettings.of(with(KAFKA, "partitionLimitation", "1, 4-6"))
                        .partitions())
                .containsExactly(1, 4, 5, 6);
    }

    @Test
    void aModelStandsForItsTopicAndGroup() {
        assertThat(DelayTriggerSettings.of(DELAY))
                .isEqualTo(new DelayTriggerSettings(
                        null,
                        "inference.recommender",
                        "worker.recommender",
                        2,
                        null,
                        null,
                        Sharing.ONE_WORKER,
                        Prediction.OFF,
                        null));
    }

    @Test
    void everythingOfTheDelayTriggerCanBeSaid() {
        DelayTriggerSettings settings = DelayTriggerSettings.of(Map.ofEntries(
                Map.entry("scalerAddress", "millrace-scaler:6000"),
                Map.entry("enableTLS", "true"),
                Map.entry("topic", "clicks"),
                Map.entry("consumerGroup", "readers"),
                Map.entry("sloSeconds", "0.5"),
                Map.entry("ratePerWorker", "450"),
                Map.entry("startupSeconds", "0"),
                Map.entry("sharing", "share"),
                Map.entry("predict", "weekly"),
                Map.entry("maxReplicas", "7")));

        assertThat(settings)
                .isEqualTo(new DelayTriggerSettings(
                        "millrace-scaler:6000",
                        "clicks",
                        "readers",
                        .5,
                        450.0,
                        0.0,
                        Sharing.ANY_WORKER,
                        Prediction.WEEKLY,
                        7));
        assertThat(settings.target(0, 20)).isEqualTo(new DelayTarget(.5, 0, 7, Sharing.ANY_WORKER));
        assertThat(settings.target(1, 4)).isEqualTo(new DelayTarget(.5, 1, 4, Sharing.ANY_WORKER));
    }

    @Test
    void delayValuesAreChecked() {
        refusedDelay("sloSecond", "2", "unknown key sloSecond: did you mean sloSeconds?");
        refusedDelay("slo_seconds", "2", "unknown key slo_seconds: did you mean sloSeconds?");
        refusedDelay("sloSeconds", "2s", "sloSeconds: '2s' is not a number (without a unit, such as 2 or 0.5)");
        refusedDelay("sloSeconds", "NaN", "sloSeconds: 'NaN' is not a number");
        refusedDelay("sloSeconds", "0", "sloSeconds: 0 is not above 0");
        refusedDelay("ratePerWorker", "-1", "ratePerWorker: -1 is not above 0");
        refusedDelay("startupSeconds", "-1", "startupSeconds: -1 is not 0 or more");
        refusedDelay("sharing", "shared", "sharing: 'shared' is not allowed: did you mean share?");
        refusedDelay("model", "my model", "model: 'my model' is not a name of letters");
        refusedDelay("predict", "hourly", "predict: 'hourly' is not allowed: known are daily, off, weekly");
        refusedDelay(
                "topic", "x", "model: stands for topic inference.recommender and consumerGroup worker.recommender");
        assertThatThrownBy(() -> DelayTriggerSettings.of(Map.of("model", "m"))).hasMessage("sloSeconds: missing");
        assertThatThrownBy(() -> DelayTriggerSettings.of(Map.of("topic", "t", "sloSeconds", "1")))
                .hasMessage("model: missing; or give topic and consumerGroup");
    }

    private static void refusedKafka(String key, String value, String message) {
        assertThatThrownBy(() -> KafkaTriggerSettings.of(with(KAFKA, key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static void refusedDelay(String key, String value, String message) {
        assertThatThrownBy(() -> DelayTriggerSettings.of(with(DELAY, key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static Map<String, String> with(Map<String, String> metadata, String key, String value) {
        var changed = new HashMap<String, String>(metadata);
        changed.put(key, value);
        return changed;
    }
}
