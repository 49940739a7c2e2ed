/** Dead letters: reading, selecting and sending them again. What is decided is pure; reading and sending are thin. */
@NullMarked
package dev.millrace.local.dlq;

import org.jspecify.annotations.NullMarked;
