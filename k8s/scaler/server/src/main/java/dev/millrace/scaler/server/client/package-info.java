/** KEDA's side of the external scaler's protocol, for who plays KEDA on one machine. */
@NullMarked
package dev.millrace.scaler.server.client;

import org.jspecify.annotations.NullMarked;
