/** KEDA's part on one machine: reads the triggers of a ScaledObject and starts and stops worker processes by it. */
@NullMarked
package dev.millrace.local.scaling;

import org.jspecify.annotations.NullMarked;
