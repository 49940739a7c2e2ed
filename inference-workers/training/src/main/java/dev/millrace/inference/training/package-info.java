/** Trainers in plain Java: what they share. */
@NullMarked
package dev.millrace.inference.training;

import org.jspecify.annotations.NullMarked;
