/** What the scaler has learnt of arrivals, kept over restarts. */
@NullMarked
package dev.millrace.scaler.server.forecast;

import org.jspecify.annotations.NullMarked;
