/** KEDA's external scaler as a process: gRPC, TLS, health, metrics and settings. */
@NullMarked
package dev.millrace.scaler.server;

import org.jspecify.annotations.NullMarked;
