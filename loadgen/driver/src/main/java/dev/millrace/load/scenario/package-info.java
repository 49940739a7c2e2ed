/** Scenarios: what a run is to do and what is expected of it, read from YAML. */
@NullMarked
package dev.millrace.load.scenario;

import org.jspecify.annotations.NullMarked;
