package dev.millrace.scaler.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.keda.ScaledObject.Behavior;
import dev.millrace.scaler.keda.ScaledObject.Fallback;
import dev.millrace.scaler.keda.ScaledObject.FallbackBehavior;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Policy.Kind;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaledObjectYamlTest {
    private static final String LEAST =
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: recommender
            spec:
              scaleTargetRef:
                name: worker-recommender
              triggers:
                - type: kafka
                  metadata: {bootstrapServers: "kafka:9092", consumerGroup: g, topic: t}
            """;
    private static final String FULL =
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: recommender
              namespace: prod
              labels: {app: millrace}
              annotations: {team: shop}
            spec:
              scaleTargetRef: {name: worker, apiVersion: apps/v1, kind: Deployment, envSourceContainerName: main}
              pollingInterval: 5
              cooldownPeriod: 60
              initialCooldownPeriod: 20
              idleReplicaCount: 0
              minReplicaCount: 2
              maxReplicaCount: 12
              fallback: {failureThreshold: 3, replicas: 4, behavior: currentReplicasIfHigher}
              advanced:
                restoreToOriginalReplicaCount: true
                horizontalPodAutoscalerConfig:
                  name: hpa
                  behavior:
                    scaleUp:
                      stabilizationWindowSeconds: 10
                      selectPolicy: Min
                      policies:
                        - {type: Pods, value: 3, periodSeconds: 20}
                        - {type: Percent, value: 50, periodSeconds: 30}
                      tolerance: "50m"
                    scaleDown:
                      selectPolicy: Disabled
                      tolerance: 0
              triggers:
                - type: external-push
                  name: delay
                  metricType: Value
                  metadata: {scalerAddress: "s:6000", model: m, sloSeconds: "2"}
                  authenticationRef: {name: tls, kind: TriggerAuthentication}
                  useCachedMetrics: false
                - type: cron
                  metadata: {start: 0 8 * * *, end: 0 9 * * *, timezone: UTC, desiredReplicas: "3"}
            """;

    @TempDir
    Path folder;

    @Test
    void defaultsAreKedasAndKubernetes() {
        assertThat(ScaledObjectYaml.parse(LEAST))
                .isEqualTo(new ScaledObject(
                        "recommender",
                        "worker-recommender",
                        30,
                        300,
                        0,
                        null,
                        0,
                        100,
                        null,
                        new Behavior(
                                new Rules(
                                        0,
                                        Select.MAX,
                                        List.of(new Policy(Kind.PODS, 4, 15), new Policy(Kind.PERCENT, 100, 15)),
                                        .1),
                                new Rules(300, Select.MAX, List.of(new Policy(Kind.PERCENT, 100, 15)), .1)),
                        List.of(new Trigger(
                                "kafka",
                                "s0-kafka",
                                MetricType.AVERAGE_VALUE,
                                Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "g", "topic", "t")))));
    }

    @Test
    void everyFieldIsRead() {
        ScaledObject object = ScaledObjectYaml.parse(FULL);

        assertThat(object)
                .isEqualTo(new ScaledObject(
                        "recommender",
                        "worker",
                        5,
                        60,
                        20,
                        0,
                        2,
                        12,
                        new Fallback(3, 4, FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER),
                        new Behavior(
                                new Rules(
                                        10,
                                        Select.MIN,
                                        List.of(new Policy(Kind.PODS, 3, 20), new Policy(Kind.PERCENT, 50, 30)),
                                        .05),
                                new Rules(300, Select.DISABLED, List.of(new Policy(Kind.PERCENT, 100, 15)), 0)),
                        object.triggers()));
        assertThat(object.triggers()).extracting(Trigger::name).containsExactly("delay", "s1-cron");
        assertThat(object.triggers())
                .extracting(Trigger::metricType)
                .containsExactly(MetricType.VALUE, MetricType.AVERAGE_VALUE);
    }

    @Test
    void aMisspeltKeyIsNamedWithItsPlaceAndTheRightOne() {
        refused("pollingInterval", "pollInterval", "spec.pollInterval: unknown key: did you mean pollingInterval?");
        refused("  namespace:", "  nameSpace:", "metadata.nameSpace: unknown key: did you mean namespace?");
        refused(
                "stabilizationWindowSeconds",
                "stabilisationWindowSeconds",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilisationWindowSeconds: unknown key: did you mean stabilizationWindowSeconds?");
        refused(
                "value: 50, periodSeconds",
                "value: 50, period",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies[1].period: unknown key: did you mean periodSeconds?");
        refused("sloSeconds", "sloSecs", "spec.triggers[0].metadata: unknown key sloSecs: did you mean sloSeconds?");
        refused("timezone", "timeZone", "spec.triggers[1].metadata: unknown key timeZone: did you mean timezone?");
        refused(
                "type: cron",
                "type: corn",
                "spec.triggers[1].type: 'corn' is not evaluated outside of a cluster: did you mean cron?");
        refused(
                "selectPolicy: Min",
                "selectPolicy: min",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.selectPolicy: 'min' is not allowed: did you mean Min?");
        refused("triggers:", "trigger:", "spec.trigger: unknown key: did you mean triggers?");
    }

    @Test
    void whatTheApiServerWouldRefuseIsRefused() {
        refused("maxReplicaCount: 12", "maxReplicaCount: 1", "spec.minReplicaCount: 2 is more than maxReplicaCount, 1");
        refused(
                "minReplicaCount: 2",
                "minReplicaCount: 0",
                "spec.idleReplicaCount: 0 is not less than minReplicaCount, 0");
        refused(
                "pollingInterval: 5",
                "pollingInterval: 0",
                "spec.pollingInterval: '0' is not a whole number, 1 or more");
        refused("pollingInterval: 5", "pollingInterval: \"5\"", "spec.pollingInterval: '\"5\"' is not a whole number");
        refused(
                "sloSeconds: \"2\"",
                "sloSeconds: 2",
                "spec.triggers[0].metadata.sloSeconds: '2' is not a string; put it into quotes");
        refused(
                "tolerance: \"50m\"",
                "tolerance: 0.05",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance: 0.05 is a float");
        refused(
                "tolerance: \"50m\"",
                "tolerance: \"2\"",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.tolerance: 2 is not from 0 to 1");
        refused(
                "periodSeconds: 20",
                "periodSeconds: 3600",
                "spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies[0].periodSeconds: '3600' is not a whole number, 1 to 1800");
        refused("replicas: 4, ", "", "spec.fallback.replicas: missing");
        refused("  name: recommender\n", "", "metadata.name: missing");
        refused("keda.sh/v1alpha1", "keda.sh/v1", "apiVersion: 'keda.sh/v1' is not keda.sh/v1alpha1");
        refused(
                "metricType: Value",
                "metricType: Utilization",
                "spec.triggers[0].metricType: 'Utilization' is not allowed");
        refused("name: delay", "name: s1-cron", "spec.triggers[1].name: 's1-cron' is taken");
    }

    @Test
    void whatWouldMakeAClusterBehaveOtherwiseIsRefused() {
        refused(
                "idleReplicaCount: 0",
                "idleReplicaCount: 1",
                "spec.idleReplicaCount: 1: the HPA undoes all but 0 (kedacore/keda#2314)");
        refused(
                "useCachedMetrics: false",
                "useCachedMetrics: true",
                "spec.triggers[0].useCachedMetrics: the HPA is always given fresh metrics");
        refused(
                "restoreToOriginalReplicaCount: true",
                "scalingModifiers: {formula: a}",
                "spec.advanced.scalingModifiers: formulas over triggers");
        refused(
                "{team: shop}",
                "{autoscaling.keda.sh/paused-replicas: \"3\"}",
                "metadata.annotations: autoscaling.keda.sh/paused-replicas overrides the triggers");
        refused(
                "type: cron",
                "type: prometheus",
                "spec.triggers[1].type: 'prometheus' is not evaluated outside of a cluster: known are cron, external, external-push, kafka");
        refused("scalerAddress: \"s:6000\", ", "", "spec.triggers[0].metadata: scalerAddress: missing");
    }

    @Test
    void theOneScaledObjectOfAFileIsFoundWhateverElseIsInIt() {
        String authentication =
                "---\napiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: tls}\n";

        assertThat(ScaledObjectYaml.parse(authentication + "---\n" + LEAST).name())
                .isEqualTo("recommender");
        assertThatThrownBy(() -> ScaledObjectYaml.parse(authentication))
                .hasMessage("kind: there is no ScaledObject in it");
        assertThat(ScaledObjectYaml.parse("---\n# nothing\n---\n" + LEAST + "---\n")
                        .name())
                .isEqualTo("recommender");
        assertThatThrownBy(() -> ScaledObjectYaml.parse("")).hasMessage("kind: there is no ScaledObject in it");
        assertThatThrownBy(() -> ScaledObjectYaml.parse(LEAST + "---\n" + FULL))
                .hasMessage("kind: 2 of ScaledObject (recommender, recommender); give each a file of its own");
    }

    @Test
    void errorsNameTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("scaling.yaml"), FULL.replace("minReplicaCount", "minReplicas"));

        assertThatThrownBy(() -> ScaledObjectYaml.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": spec.minReplicas: unknown key: did you mean minReplicaCount?");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> ScaledObjectYaml.parse("kind: ScaledObject\n  a: ["))
                .hasMessageContaining("(line 2)");
        assertThatThrownBy(() -> ScaledObjectYaml.parse(
                        FULL.replace("  pollingInterval: 5", "  pollingInterval: 5\n  pollingInterval: 6")))
                .hasMessageContaining("Duplicate");
    }

    private static void refused(String text, String instead, String message) {
        assertThat(FULL).contains(text);
        assertThatThrownBy(() -> ScaledObjectYaml.parse(FULL.replaceFirst(
                        java.util.regex.Pattern.quote(text), java.util.regex.Matcher.quoteReplacement(instead))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
