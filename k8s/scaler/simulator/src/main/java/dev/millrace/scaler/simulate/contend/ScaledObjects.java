package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObject.Behavior;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Policy.Kind;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import dev.millrace.scaler.simulate.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** ScaledObjects for scenarios that bring none. */
public final class ScaledObjects {
    /** What KEDA and the HPA do where a file says nothing. */
    private static final Behavior DEFAULT = new Behavior(
            new Rules(0, Select.MAX, List.of(new Policy(Kind.PODS, 4, 15), new Policy(Kind.PERCENT, 100, 15)), .1),
            new Rules(300, Select.MAX, List.of(new Policy(Kind.PERCENT, 100, 15)), .1));

    /** The scaler by delay gives exact numbers and smooths them itself: the HPA is to follow. As in {@code k8s/base/scaling}. */
    private static final Behavior FOLLOW = new Behavior(
            new Rules(0, Select.MAX, List.of(new Policy(Kind.PODS, 1000, 15)), 0),
            new Rules(30, Select.MAX, List.of(new Policy(Kind.PERCENT, 100, 15)), 0));

    private ScaledObjects() {}

    /** KEDA's kafka trigger with its defaults but the lag threshold; no more workers than partitions, as KEDA has it. */
    public static ScaledObject stock(Scenario scenario, int lagThreshold) {
        Map<String, String> metadata = Map.of(
                "bootstrapServers",
                "kafka:9092",
                "consumerGroup",
                "worker." + scenario.name(),
                "topic",
                "inference." + scenario.name(),
                "lagThreshold",
                Integer.toString(lagThreshold));
        return object(scenario, 30, 300, DEFAULT, new Trigger("kafka", "", MetricType.AVERAGE_VALUE, metadata));
    }

    /** The scaler by delay with the scenario's SLO, rate and start-up time. */
    public static ScaledObject delay(Scenario scenario) {
        return predicting(scenario, Prediction.OFF);
    }

    /** The same, ahead of what it has learnt. */
    public static ScaledObject predicting(Scenario scenario, Prediction predict) {
        Map<String, String> metadata = Map.of(
                "scalerAddress", "millrace-scaler:6000",
                "model", scenario.name(),
                "sloSeconds", Double.toString(scenario.sloSeconds()),
                "ratePerWorker", Double.toString(scenario.workers().recordsPerSecond()),
                "startupSeconds", Double.toString(scenario.workers().startupSeconds()),
                "sharing", scenario.workers().sharing() == Sharing.ANY_WORKER ? "share" : "group",
                "predict", predict.name().toLowerCase(Locale.ROOT));
        return object(scenario, 5, 60, FOLLOW, new Trigger("external-push", "", MetricType.AVERAGE_VALUE, metadata));
    }

    private static ScaledObject object(
            Scenario scenario, int polling, int cooldown, Behavior behavior, Trigger trigger) {
        return new ScaledObject(
                scenario.name(),
                "worker-" + scenario.name(),
                polling,
                cooldown,
                0,
                null,
                scenario.scaling().min(),
                scenario.scaling().max(),
                null,
                behavior,
                List.of(trigger));
    }
}
