package dev.millrace.local.demo.send;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the Kafka record of an event. */
public interface FlowEncoder<T> {
    /**
     * The record to send now, with {@code sentAt} (epoch milliseconds) as its Kafka timestamp; books what it owes before it
     * returns.
     */
    ProducerRecord<byte[], byte[]> encode(T event, long sentAt);
}
