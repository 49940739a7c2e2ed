/** Tests of the command line. */
@NullMarked
package dev.millrace.local.cli;

import org.jspecify.annotations.NullMarked;
