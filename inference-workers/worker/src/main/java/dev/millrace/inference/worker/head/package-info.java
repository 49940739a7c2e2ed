/** What differs from one kind of model to the next: decoding, tensors, results. */
@NullMarked
package dev.millrace.inference.worker.head;

import org.jspecify.annotations.NullMarked;
