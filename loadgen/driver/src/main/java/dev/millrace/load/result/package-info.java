/** What a run found: numbers with their samples, curves over time, the machine; written as JSON, read back by reports and comparisons. */
@NullMarked
package dev.millrace.load.result;

import org.jspecify.annotations.NullMarked;
