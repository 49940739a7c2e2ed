/** Numbers and texts as bytes: what the codecs of all states share. */
@NullMarked
package dev.millrace.streams.core.bytes;

import org.jspecify.annotations.NullMarked;
