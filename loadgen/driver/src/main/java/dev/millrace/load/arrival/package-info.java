/** When events are due: rates over time and the instants that follow from them. Pure but for reading a file to replay. */
@NullMarked
package dev.millrace.load.arrival;

import org.jspecify.annotations.NullMarked;
