/** What a simulation found: figures, curves and changes of each contender, and its price. */
@NullMarked
package dev.millrace.scaler.simulate.result;

import org.jspecify.annotations.NullMarked;
