/** Tests of the package. */
@NullMarked
package dev.millrace.scaler.server;

import org.jspecify.annotations.NullMarked;
