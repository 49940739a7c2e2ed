/** What the demo found out, as values. */
@NullMarked
package dev.millrace.local.demo.summary;

import org.jspecify.annotations.NullMarked;
