/** Writes dashboards and rules. */
@NullMarked
package dev.millrace.dashboards;

import org.jspecify.annotations.NullMarked;
