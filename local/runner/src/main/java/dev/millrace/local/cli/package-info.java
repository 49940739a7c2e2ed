/** The command line: {@code millrace up, demo, tail, produce, model, doctor, stop}. */
@NullMarked
package dev.millrace.local.cli;

import org.jspecify.annotations.NullMarked;
