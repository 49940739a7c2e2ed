/** Traces: what one result went through, told to an OpenTelemetry collector. */
@NullMarked
package dev.millrace.tracing;

import org.jspecify.annotations.NullMarked;
