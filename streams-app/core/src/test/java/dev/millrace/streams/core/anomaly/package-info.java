/** Tests of anomaly detection, with a seeded generator and a small model to run the whole path without an engine. */
@NullMarked
package dev.millrace.streams.core.anomaly;

import org.jspecify.annotations.NullMarked;
