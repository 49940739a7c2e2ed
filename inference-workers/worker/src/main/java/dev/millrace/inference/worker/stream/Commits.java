package dev.millrace.inference.worker.stream;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Offset commits of the polling thread. */
interface Commits {
    /** Where transactions carry the offsets. */
    Commits BY_TRANSACTION = new Commits() {
        @Override
        public void ifDue() {}

        @Override
        public void now(Collection<TopicPartition> partitions) {}

        @Override
        public void forget(Collection<TopicPartition> partitions) {}
    };

    /** Commits what is durable, at an interval, without waiting for the broker's answer. */
    void ifDue();

    /** Before partitions are given away, or at the end: waits for the broker's answer. */
    void now(Collection<TopicPartition> partitions);

    void forget(Collection<TopicPartition> partitions);
}
