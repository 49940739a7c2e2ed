package dev.millrace.local.control;

import dev.millrace.contracts.Codec;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Json;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** The topic between a demo and those who look at it: a record says by its key what it is. */
public final class DemoControl {
    public static final String TOPIC = "demo-control";

    /** A demo that has not been heard for so long is gone; an order so old has been overtaken. */
    public static final long STALE_MILLIS = 5_000;

    private static final String PRESENCE = "presence";
    private static final String ORDER = "order";
    private static final Codec<DemoPresence> PRESENCE_CODEC = Json.codec(DemoPresence.class);
    private static final Codec<DemoOrder> ORDER_CODEC = Json.codec(DemoOrder.class);

    private DemoControl() {}

    /** Creates the topic where it is missing: demos do, since a platform without one needs none. */
    public static void createTopic(KafkaClients kafka) throws InterruptedException, ExecutionException {
        var topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty())
                .configs(Map.of("retention.ms", "600000", "segment.ms", "600000"));
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    public static ProducerRecord<byte[], byte[]> recordOf(DemoPresence presence) {
        return new ProducerRecord<>(TOPIC, bytes(PRESENCE), PRESENCE_CODEC.encode(presence));
    }

    public static ProducerRecord<byte[], byte[]> recordOf(DemoOrder order) {
        return new ProducerRecord<>(TOPIC, bytes(ORDER), ORDER_CODEC.encode(order));
    }

    /** What a demo says of itself, where the record is that; anything unreadable is nothing. */
    public static Optional<DemoPresence> presence(byte @Nullable [] key, byte @Nullable [] value) {
        return read(PRESENCE, PRESENCE_CODEC, key, value);
    }

    /** An order, where the record is one; anything unreadable is none. */
    public static Optional<DemoOrder> order(byte @Nullable [] key, byte @Nullable [] value) {
        return read(ORDER, ORDER_CODEC, key, value);
    }

    private static <T> Optional<T> read(String kind, Codec<T> codec, byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null || !kind.equals(new String(key, StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.decode(value));
        } catch (InvalidRecordException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
