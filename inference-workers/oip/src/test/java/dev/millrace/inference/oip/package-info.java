/** Tests of the backend against a real gRPC server in this JVM. */
@NullMarked
package dev.millrace.inference.oip;

import org.jspecify.annotations.NullMarked;
