package dev.millrace.microbench;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the platform does with the records of one flow between two topics, stage after stage, in one thread. */
interface FlowStages extends AutoCloseable {
    String input();

    /** What {@code events} further events give, by calling {@link StageClock#time} with each stage's name. */
    List<ProducerRecord<byte[], byte[]>> process(List<ConsumerRecord<byte[], byte[]>> polled, StageClock clock)
            throws Exception;

    @Override
    void close();
}
