/** What lies in Kafka's topics for a group. */
@NullMarked
package dev.millrace.scaler.server.kafka;

import org.jspecify.annotations.NullMarked;
