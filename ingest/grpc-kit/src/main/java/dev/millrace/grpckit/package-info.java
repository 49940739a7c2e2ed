/** The shell of a gRPC server. */
@NullMarked
package dev.millrace.grpckit;

import org.jspecify.annotations.NullMarked;
