/** How many workers a model needs, from seconds of delay: what is seen, what is wanted, what is decided and why. */
@NullMarked
package dev.millrace.scaler.decide;

import org.jspecify.annotations.NullMarked;
