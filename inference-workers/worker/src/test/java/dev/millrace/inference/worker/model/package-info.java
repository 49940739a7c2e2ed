/** Tests of the package. */
@NullMarked
package dev.millrace.inference.worker.model;

import org.jspecify.annotations.NullMarked;
