/** What every process needs and no business: settings, life cycle, health and metrics endpoint, Kafka clients, the one clock. */
@NullMarked
package dev.millrace.servicekit;

import org.jspecify.annotations.NullMarked;
