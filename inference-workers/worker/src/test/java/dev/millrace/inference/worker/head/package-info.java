/** Tests of what the heads share. */
@NullMarked
package dev.millrace.inference.worker.head;

import org.jspecify.annotations.NullMarked;
