/** Dashboards drawn for the documents. */
@NullMarked
package dev.millrace.e2e.picture;

import org.jspecify.annotations.NullMarked;
