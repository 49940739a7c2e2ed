/** Job sensor-windows: readings in, inference requests out. */
@NullMarked
package dev.millrace.streams.flink.sensors;

import org.jspecify.annotations.NullMarked;
