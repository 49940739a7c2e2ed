/** Queries whose names and labels come from the catalogue. */
@NullMarked
package dev.millrace.dashboards.promql;

import org.jspecify.annotations.NullMarked;
