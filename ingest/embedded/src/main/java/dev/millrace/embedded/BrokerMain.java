package dev.millrace.embedded;

import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.Settings;

/** The Kafka broker as a process. Settings: {@code data.dir}, {@code kafka.port}, {@code kafka.controller-port}. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) {
        Service.main(args, service -> {
            service.manage(EmbeddedBroker.start(options(service.settings())));
            service.readyWhen(() -> true); // startup returns when the broker takes requests
        });
    }

    static BrokerOptions options(Settings settings) {
        return new BrokerOptions(
                settings.path("data.dir"),
                settings.integer("kafka.port", 9092, 1, 65535),
                settings.integer("kafka.controller-port", 9093, 1, 65535));
    }
}
