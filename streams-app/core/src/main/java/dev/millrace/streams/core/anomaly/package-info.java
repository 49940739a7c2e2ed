/** Anomaly detection without an engine: sensor windows, baseline score, alert life cycle and their evaluation. */
@NullMarked
package dev.millrace.streams.core.anomaly;

import org.jspecify.annotations.NullMarked;
