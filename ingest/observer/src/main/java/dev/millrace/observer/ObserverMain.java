package dev.millrace.observer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.Json;
import dev.millrace.servicekit.Service;
import java.io.UncheckedIOException;

/**
 * The observer as a process, one for a cluster of Kafka: its metrics under {@code /metrics}, what it saw last as JSON under {@code /status}.
 * Settings are those of {@link ObserverSettings}.
 */
public final class ObserverMain {
    private ObserverMain() {}

    public static void main(String[] args) {
        Service.main(args, ObserverMain::wire);
    }

    private static void wire(Service service) {
        Observer observer = Observer.open(
                service.kafka(), ObserverSettings.from(service.settings()), service.metrics(), service.clock());
        service.serveJson("/status", () -> json(observer));
        service.run("observer", observer);
        service.readyWhen(() -> observer.snapshot().at() > 0);
    }

    private static String json(Observer observer) {
        try {
            return Json.mapper().writeValueAsString(observer.snapshot());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
