@NullMarked
package dev.millrace.inference.worker.metrics;

import org.jspecify.annotations.NullMarked;
