/** The Kafka Streams process: topologies over the pure core for user state, alerts and the catalogue. */
@NullMarked
package dev.millrace.streams.kafka;

import org.jspecify.annotations.NullMarked;
