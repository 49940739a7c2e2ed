/** Popularity of items under exponential decay: pure, order does not matter. */
@NullMarked
package dev.millrace.streams.core.popularity;

import org.jspecify.annotations.NullMarked;
