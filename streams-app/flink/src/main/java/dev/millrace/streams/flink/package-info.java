/** The Flink process: its settings and its wiring. */
@NullMarked
package dev.millrace.streams.flink;

import org.jspecify.annotations.NullMarked;
