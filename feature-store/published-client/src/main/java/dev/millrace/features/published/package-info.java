/** Feast's Java client as published, as a process. */
@NullMarked
package dev.millrace.features.published;

import org.jspecify.annotations.NullMarked;
