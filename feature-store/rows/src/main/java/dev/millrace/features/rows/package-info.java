/** Typed rows of the platform's feature views; the {@code *Row} classes are generated. */
@NullMarked
package dev.millrace.features.rows;

import org.jspecify.annotations.NullMarked;
