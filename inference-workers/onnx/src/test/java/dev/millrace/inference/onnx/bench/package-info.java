/** What execution providers cost: a main that prints a table. */
@NullMarked
package dev.millrace.inference.onnx.bench;

import org.jspecify.annotations.NullMarked;
