/** Tests of the backend with real ONNX Runtime, and tiny models for the tests of others. */
@NullMarked
package dev.millrace.inference.onnx;

import org.jspecify.annotations.NullMarked;
