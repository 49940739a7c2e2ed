/** A Flink cluster inside this JVM, with checkpoints on disk that outlive it. */
@NullMarked
package dev.millrace.streams.flink.cluster;

import org.jspecify.annotations.NullMarked;
