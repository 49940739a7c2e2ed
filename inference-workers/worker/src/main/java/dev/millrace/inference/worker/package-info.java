/** The worker process: one loop that polls, batches, runs, publishes and commits; a second one that swaps models. */
@NullMarked
package dev.millrace.inference.worker;

import org.jspecify.annotations.NullMarked;
