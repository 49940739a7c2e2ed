/** What is seen of Kafka from outside, as metrics and as a snapshot. */
@NullMarked
package dev.millrace.observer;

import org.jspecify.annotations.NullMarked;
