/** Tests of what a worker reports. */
@NullMarked
package dev.millrace.inference.worker.report;

import org.jspecify.annotations.NullMarked;
