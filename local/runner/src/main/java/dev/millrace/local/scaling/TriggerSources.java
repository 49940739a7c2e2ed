package dev.millrace.local.scaling;

import dev.millrace.scaler.keda.CronTrigger;
import dev.millrace.scaler.keda.CronTriggerSettings;
import dev.millrace.scaler.keda.DelayTriggerSettings;
import dev.millrace.scaler.keda.KafkaTriggerSettings;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import dev.millrace.scaler.server.client.ScalerClient;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The triggers that one machine can read. */
public final class TriggerSources {
    private static final String EXTERNAL = "external";
    private static final String EXTERNAL_PUSH = "external-push";
    private static final String KAFKA = "kafka";
    private static final String APACHE_KAFKA = "apache-kafka";
    private static final String CRON = "cron";

    private TriggerSources() {}

    /** Throws {@link IllegalArgumentException} that names object, trigger and key where one of them cannot be read here. */
    public static void require(ScaledObject object) {
        for (Trigger trigger : object.triggers()) {
            try {
                require(trigger);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "ScaledObject " + object.name() + ", trigger " + trigger.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private static void require(Trigger trigger) {
        Map<String, String> metadata = trigger.metadata();
        switch (trigger.type()) {
            case EXTERNAL, EXTERNAL_PUSH -> DelayTriggerSettings.of(metadata);
            case CRON -> CronTriggerSettings.of(metadata);
            case KAFKA, APACHE_KAFKA -> KafkaTriggerSource.require(KafkaTriggerSettings.of(metadata));
            default ->
                throw new IllegalArgumentException("type " + trigger.type() + " is read by KEDA only; here: "
                        + List.of(EXTERNAL_PUSH, EXTERNAL, KAFKA, APACHE_KAFKA, CRON));
        }
    }

    /**
     * One source for each trigger, in the order of the file.
     *
     * @param scalerAddress of this machine's scaler, which stands for whatever {@code scalerAddress} names
     */
    public static List<TriggerSource> of(ScaledObject object, String scalerAddress, KafkaClients kafka) {
        require(object);
        var sources = new ArrayList<TriggerSource>();
        for (Trigger trigger : object.triggers()) {
            sources.add(source(object, trigger, scalerAddress, kafka));
        }
        return sources;
    }

    private static TriggerSource source(
            ScaledObject object, Trigger trigger, String scalerAddress, KafkaClients kafka) {
        return switch (trigger.type()) {
            case CRON -> {
                var cron = new CronTrigger(CronTriggerSettings.of(trigger.metadata()));
                Clock clock = Clocks.wall();
                yield () -> cron.read(clock.millis() / 1e3);
            }
            case KAFKA, APACHE_KAFKA -> new KafkaTriggerSource(KafkaTriggerSettings.of(trigger.metadata()), kafka);
            default -> {
                var client = ScalerClient.open(scalerAddress, object.name(), "local", trigger.metadata());
                yield new ScalerSource(client);
            }
        };
    }
}
