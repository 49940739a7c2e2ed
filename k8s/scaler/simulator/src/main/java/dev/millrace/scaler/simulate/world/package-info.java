/** The model of partitions, workers and nodes over time, and what is measured of it. Pure. */
@NullMarked
package dev.millrace.scaler.simulate.world;

import org.jspecify.annotations.NullMarked;
