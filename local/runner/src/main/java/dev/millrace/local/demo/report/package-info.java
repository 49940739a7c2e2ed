/** What the demo shows: progress, samples of the results, the summary for people and as JSON. */
@NullMarked
package dev.millrace.local.demo.report;

import org.jspecify.annotations.NullMarked;
