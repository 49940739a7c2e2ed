/** The feature store as readers and writers see it: keys, rows, vectors, and the in-memory backend. */
@NullMarked
package dev.millrace.features.api;

import org.jspecify.annotations.NullMarked;
