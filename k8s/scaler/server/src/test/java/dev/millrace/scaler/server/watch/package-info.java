/** Tests of the package. */
@NullMarked
package dev.millrace.scaler.server.watch;

import org.jspecify.annotations.NullMarked;
