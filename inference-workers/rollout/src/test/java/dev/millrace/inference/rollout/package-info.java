/** Tests of the comparison and the gate: pure, seeded. */
@NullMarked
package dev.millrace.inference.rollout;

import org.jspecify.annotations.NullMarked;
