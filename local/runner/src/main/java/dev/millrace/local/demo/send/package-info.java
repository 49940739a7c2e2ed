/** Sends the planned events in time, and books what each of them owes. */
@NullMarked
package dev.millrace.local.demo.send;

import org.jspecify.annotations.NullMarked;
