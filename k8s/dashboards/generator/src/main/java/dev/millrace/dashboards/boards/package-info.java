/** What is on each dashboard. */
@NullMarked
package dev.millrace.dashboards.boards;

import org.jspecify.annotations.NullMarked;
