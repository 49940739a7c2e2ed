/** What a run sends and when: a pure function of seed and settings, so that senders and witness each compute it and exchange nothing. */
@NullMarked
package dev.millrace.load.plan;

import org.jspecify.annotations.NullMarked;
