/** Flink's Kafka sources and sinks with the platform's defaults. */
@NullMarked
package dev.millrace.streams.flink.kafka;

import org.jspecify.annotations.NullMarked;
