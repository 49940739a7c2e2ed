/** A simulation's result for readers: a table, JSON, a page. */
@NullMarked
package dev.millrace.scaler.simulate.report;

import org.jspecify.annotations.NullMarked;
