/** What is measured, under which names. */
@NullMarked
package dev.millrace.telemetry;

import org.jspecify.annotations.NullMarked;
