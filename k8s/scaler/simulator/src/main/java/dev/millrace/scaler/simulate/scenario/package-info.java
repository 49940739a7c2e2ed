/** What is simulated: arrivals, partitions, workers, nodes, what dies when, and what it costs; read from YAML. */
@NullMarked
package dev.millrace.scaler.simulate.scenario;

import org.jspecify.annotations.NullMarked;
