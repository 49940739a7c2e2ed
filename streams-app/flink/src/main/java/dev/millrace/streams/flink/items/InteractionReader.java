package dev.millrace.streams.flink.items;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.UserEvent;
import dev.millrace.streams.core.popularity.EventIdentity;
import java.time.Clock;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes user events and keeps the interactions. Invalid ones are counted only: Kafka Streams dead-letters them. */
final class InteractionReader implements KafkaRecordDeserializationSchema<Interaction> {
    private static final long serialVersionUID = 1;

    private final Clock clock;

    private transient Counter interactions = new SimpleCounter();
    private transient Counter invalid = new SimpleCounter();

    InteractionReader(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        MetricGroup group = context.getMetricGroup().addGroup("millrace");
        interactions = group.counter("user.interactions");
        invalid = group.counter("user.events.invalid");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Interaction> out) {
        try {
            UserEvent event = Inputs.readUserEvent(record.key(), record.value(), clock.millis());
            if (event.isInteraction()) {
                interactions.inc();
                out.collect(new Interaction(event.itemId(), EventIdentity.of(event), event.timestamp()));
            }
        } catch (InvalidRecordException problem) {
            invalid.inc();
        }
    }

    @Override
    public TypeInformation<Interaction> getProducedType() {
        return Interaction.TYPE;
    }
}
