/** Tests of the package. */
@NullMarked
package dev.millrace.inference.worker.stream;

import org.jspecify.annotations.NullMarked;
