package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One polled record, as far as it could be read. Both kinds travel together, so that offsets stay in order. */
sealed interface Incoming<Q> {
    ConsumerRecord<byte[], byte[]> record();

    default TopicPartition partition() {
        return new TopicPartition(record().topic(), record().partition());
    }

    /**
     * A request that can be put to a model.
     *
     * @param context with the stages until it was polled
     * @param polledAt by the monotonic clock, nanoseconds
     */
    record Request<Q>(ConsumerRecord<byte[], byte[]> record, RequestContext context, long polledAt, Q body)
            implements Incoming<Q> {}

    /** A record that goes to the dead letters. */
    record Rejected<Q>(ConsumerRecord<byte[], byte[]> record, ErrorKind kind, String reason, int attempts)
            implements Incoming<Q> {}
}
