/** The head of sensor models: windows in, anomaly scores out. */
@NullMarked
package dev.millrace.inference.worker.anomaly;

import org.jspecify.annotations.NullMarked;
