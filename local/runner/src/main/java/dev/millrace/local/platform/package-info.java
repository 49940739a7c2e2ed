/** The whole platform as supervised child processes on one machine. */
@NullMarked
package dev.millrace.local.platform;

import org.jspecify.annotations.NullMarked;
