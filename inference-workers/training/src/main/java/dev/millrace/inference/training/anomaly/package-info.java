/** From sensor windows to the anomaly model and its ONNX file. */
@NullMarked
package dev.millrace.inference.training.anomaly;

import org.jspecify.annotations.NullMarked;
