/** What crosses a process boundary: topics, events, codecs, headers and error kinds (DESIGN section 5). */
@NullMarked
package dev.millrace.contracts;

import org.jspecify.annotations.NullMarked;
