/** Two runs side by side: what changed beyond noise, and which stage it was. */
@NullMarked
package dev.millrace.load.compare;

import org.jspecify.annotations.NullMarked;
