/** Dashboards as Grafana reads them. */
@NullMarked
package dev.millrace.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
