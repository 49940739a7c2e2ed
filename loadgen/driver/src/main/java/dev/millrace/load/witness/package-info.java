/** What came back, told by a reader that exchanges nothing with senders or platform: latency, loss, repetition, order, quality. */
@NullMarked
package dev.millrace.load.witness;

import org.jspecify.annotations.NullMarked;
