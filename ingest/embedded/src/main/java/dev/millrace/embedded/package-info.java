/** The real Kafka broker and the real Redis server on one machine, for the local platform and for tests. */
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
