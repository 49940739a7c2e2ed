package dev.millrace.console.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.console.live.DemoWatch;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.control.DemoOrder;
import dev.millrace.local.control.DemoPresence;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Orders to the demo, where one runs. */
public final class DemoActions {
    private static final int SALE_SECONDS = 20;
    private static final int FAULT_SECONDS = 10;

    private final KafkaClients kafka;
    private final DemoWatch demo;
    private final Clock clock;

    public DemoActions(KafkaClients kafka, DemoWatch demo, Clock clock) {
        this.kafka = kafka;
        this.demo = demo;
        this.clock = clock;
    }

    public Outcome sale(JsonNode request) throws Exception {
        Optional<DemoPresence> there = live();
        if (there.isEmpty() || !there.get().users()) {
            return Outcome.failed("No demo with visitors takes orders now.");
        }
        give(new DemoOrder(DemoOrder.Kind.FLASH_SALE, clock.millis(), SALE_SECONDS, null));
        return Outcome.done("Flash sale: ten times the visitors for " + SALE_SECONDS + " s.");
    }

    /** {@code sensor} may be left out. */
    public Outcome fault(JsonNode request) throws Exception {
        Optional<DemoPresence> there = live();
        if (there.isEmpty() || there.get().sensors().isEmpty()) {
            return Outcome.failed("No demo with sensors takes orders now.");
        }
        String wanted = request.path("sensor").asText("");
        String sensor = there.get().sensors().contains(wanted)
                ? wanted
                : there.get().sensors().get(0);
        give(new DemoOrder(DemoOrder.Kind.BREAK_SENSOR, clock.millis(), FAULT_SECONDS, sensor));
        return Outcome.done(sensor + " is broken for " + FAULT_SECONDS + " s: watch its score.");
    }

    private Optional<DemoPresence> live() {
        return Optional.ofNullable(demo.at(clock.millis())).filter(DemoPresence::live);
    }

    private void give(DemoOrder order) throws Exception {
        try (var producer = kafka.producer(Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000))) {
            producer.send(DemoControl.recordOf(order)).get();
        }
    }
}
