/** Tests of the package. */
@NullMarked
package dev.millrace.scaler.server.workers;

import org.jspecify.annotations.NullMarked;
