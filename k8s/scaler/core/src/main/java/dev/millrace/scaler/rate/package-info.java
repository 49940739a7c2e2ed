/** What one worker can do, from what workers report and from what is seen while they have more work than they can do. */
@NullMarked
package dev.millrace.scaler.rate;

import org.jspecify.annotations.NullMarked;
