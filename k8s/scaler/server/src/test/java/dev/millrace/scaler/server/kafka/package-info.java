/** Tests of the package. */
@NullMarked
package dev.millrace.scaler.server.kafka;

import org.jspecify.annotations.NullMarked;
