/** ONNX Runtime behind the inference api: pinned outputs, direct inputs, natives unpacked once. */
@NullMarked
package dev.millrace.inference.onnx;

import org.jspecify.annotations.NullMarked;
