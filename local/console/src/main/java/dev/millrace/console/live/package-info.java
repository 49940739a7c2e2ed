/** What the results say, as they come: sliding latencies, newest alerts, scores by sensor. Bounded, and without clients. */
@NullMarked
package dev.millrace.console.live;

import org.jspecify.annotations.NullMarked;
