/** What is seen, as metrics and as the parts of a snapshot. Written by the observer's thread only. */
@NullMarked
package dev.millrace.observer.tables;

import org.jspecify.annotations.NullMarked;
