package dev.millrace.local.demo.send;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.local.demo.measure.FlowMeter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Encodes user events: every interaction owes recommendations under its own event id, an impression owes nothing. One thread. */
public final class UserFlow implements FlowEncoder<UserEvent> {
    private final FlowMeter<String> meter;
    private final Consumer<UserEvent> interactions;

    /** {@code interactions} hears of every interaction before it is sent, in the order of sending. */
    public UserFlow(FlowMeter<String> meter, Consumer<UserEvent> interactions) {
        this.meter = meter;
        this.interactions = interactions;
    }

    @Override
    public ProducerRecord<byte[], byte[]> encode(UserEvent event, long sentAt) {
        if (event.isInteraction()) {
            interactions.accept(event);
            meter.owe(Objects.requireNonNull(event.eventId(), "the demo gives every event an id"), sentAt);
        }
        byte[] key = event.userId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Topics.USER_EVENTS, null, sentAt, key, Inputs.write(event));
    }
}
