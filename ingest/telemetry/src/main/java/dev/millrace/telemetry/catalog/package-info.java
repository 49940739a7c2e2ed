/** The metrics, one class for each part of the platform. */
@NullMarked
package dev.millrace.telemetry.catalog;

import org.jspecify.annotations.NullMarked;
