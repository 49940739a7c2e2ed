/** Tests of the worker: pure parts alone, the process as a process against a real broker, Redis and ONNX Runtime. */
@NullMarked
package dev.millrace.inference.worker;

import org.jspecify.annotations.NullMarked;
