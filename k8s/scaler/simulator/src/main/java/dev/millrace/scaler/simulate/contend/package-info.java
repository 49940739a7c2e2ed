/** Who decides replicas in a simulation: a fixed number, KEDA with a trigger, perfect knowledge. */
@NullMarked
package dev.millrace.scaler.simulate.contend;

import org.jspecify.annotations.NullMarked;
