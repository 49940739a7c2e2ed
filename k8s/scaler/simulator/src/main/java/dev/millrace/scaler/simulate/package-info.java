/** Simulation of ways to scale: scenarios run through contenders, options and the run of a command. */
@NullMarked
package dev.millrace.scaler.simulate;

import org.jspecify.annotations.NullMarked;
