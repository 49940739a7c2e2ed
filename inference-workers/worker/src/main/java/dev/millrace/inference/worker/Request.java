package dev.millrace.inference.worker;

import dev.millrace.contracts.RequestContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A decoded request with where it came from. */
record Request<Q>(ConsumerRecord<byte[], byte[]> record, RequestContext context, Q body) {}
