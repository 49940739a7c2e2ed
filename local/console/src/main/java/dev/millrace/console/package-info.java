/** The console as a process. */
@NullMarked
package dev.millrace.console;

import org.jspecify.annotations.NullMarked;
