/** When offsets were written, and what follows from that: ages and rates. Nothing of Kafka. */
@NullMarked
package dev.millrace.observer.time;

import org.jspecify.annotations.NullMarked;
