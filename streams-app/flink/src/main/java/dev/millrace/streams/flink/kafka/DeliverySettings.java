package dev.millrace.streams.flink.kafka;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** The setting {@code delivery.guarantee}: {@code at-least-once} (default) or {@code exactly-once}. */
public final class DeliverySettings {
    public static final String GUARANTEE = "delivery.guarantee";

    private DeliverySettings() {}

    public static DeliveryGuarantee from(Settings settings) {
        String value = settings.text(GUARANTEE, "at-least-once");
        return switch (value) {
            case "at-least-once" -> DeliveryGuarantee.AT_LEAST_ONCE;
            case "exactly-once" -> DeliveryGuarantee.EXACTLY_ONCE;
            default -> throw new SettingException(GUARANTEE, "'" + value + "' is not at-least-once or exactly-once");
        };
    }
}
