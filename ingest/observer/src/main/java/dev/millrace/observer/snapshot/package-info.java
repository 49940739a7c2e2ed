/** What was seen, for whoever shows it: plain records that become JSON as they are. */
@NullMarked
package dev.millrace.observer.snapshot;

import org.jspecify.annotations.NullMarked;
