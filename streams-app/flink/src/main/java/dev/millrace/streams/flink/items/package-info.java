/** Job item-signals: user events in, the list of popular items out. */
@NullMarked
package dev.millrace.streams.flink.items;

import org.jspecify.annotations.NullMarked;
