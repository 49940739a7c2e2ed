/** Writes and reads the ONNX files of the trainers by the format's own protobuf messages. */
@NullMarked
package dev.millrace.inference.training.onnx;

import org.jspecify.annotations.NullMarked;
