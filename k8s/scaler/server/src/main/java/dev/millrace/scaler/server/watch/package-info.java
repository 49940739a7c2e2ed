/** One watch for each ScaledObject: what is seen, what is decided, for how long a decision is held. */
@NullMarked
package dev.millrace.scaler.server.watch;

import org.jspecify.annotations.NullMarked;
