package dev.millrace.inference.worker;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything that one batch sends.
 *
 * @param next per partition of the input, the offset after the batch
 */
record Outgoing(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> next) {}
