/** The process that writes the {@code features} topic into the online store. */
@NullMarked
package dev.millrace.features.materializer;

import org.jspecify.annotations.NullMarked;
