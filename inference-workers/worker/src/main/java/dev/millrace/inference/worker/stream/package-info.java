/**
 * The stream through a worker, three threads long: polled and decoded by one, run by the second, published by the third.
 */
@NullMarked
package dev.millrace.inference.worker.stream;

import org.jspecify.annotations.NullMarked;
