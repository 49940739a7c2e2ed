package dev.millrace.inference.worker.stream;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/** Who this worker is in its group, as the polling thread last knew it; read by the publisher, which fences by it. */
final class GroupState {
    private volatile ConsumerGroupMetadata metadata;

    GroupState(ConsumerGroupMetadata first) {
        this.metadata = first;
    }

    void update(ConsumerGroupMetadata now) {
        metadata = now;
    }

    ConsumerGroupMetadata metadata() {
        return metadata;
    }
}
