/** The highest rate that a setup sustains, found by runs that are judged by what a user would notice. */
@NullMarked
package dev.millrace.load.limit;

import org.jspecify.annotations.NullMarked;
