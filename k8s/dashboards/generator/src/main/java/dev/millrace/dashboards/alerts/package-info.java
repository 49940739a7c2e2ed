/** When somebody is told. */
@NullMarked
package dev.millrace.dashboards.alerts;

import org.jspecify.annotations.NullMarked;
