/** The workers that report. */
@NullMarked
package dev.millrace.scaler.server.workers;

import org.jspecify.annotations.NullMarked;
