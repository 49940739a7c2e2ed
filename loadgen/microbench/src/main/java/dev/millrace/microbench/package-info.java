/** Benchmarks: the parts of a worker by JMH, and a whole worker beside a real broker. */
@NullMarked
package dev.millrace.microbench;

import org.jspecify.annotations.NullMarked;
