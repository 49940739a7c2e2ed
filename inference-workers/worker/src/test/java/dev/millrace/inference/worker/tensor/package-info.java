/** Tests of the head alone, with real ONNX Runtime. */
@NullMarked
package dev.millrace.inference.worker.tensor;

import org.jspecify.annotations.NullMarked;
