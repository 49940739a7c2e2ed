/** The daily and weekly shape of arrivals, learnt, and workers that are there before a known peak. Off unless asked for. */
@NullMarked
package dev.millrace.scaler.forecast;

import org.jspecify.annotations.NullMarked;
