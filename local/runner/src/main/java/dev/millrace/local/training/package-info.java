/** Training jobs of the command line: a bounded read, a trainer, a publication. */
@NullMarked
package dev.millrace.local.training;

import org.jspecify.annotations.NullMarked;
