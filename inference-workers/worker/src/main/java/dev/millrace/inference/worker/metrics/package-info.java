/** What a worker tells about itself. */
@NullMarked
package dev.millrace.inference.worker.metrics;

import org.jspecify.annotations.NullMarked;
