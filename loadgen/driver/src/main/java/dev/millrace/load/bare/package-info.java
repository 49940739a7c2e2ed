/** The same traffic through Kafka alone: what every figure of the platform is put beside. */
@NullMarked
package dev.millrace.load.bare;

import org.jspecify.annotations.NullMarked;
