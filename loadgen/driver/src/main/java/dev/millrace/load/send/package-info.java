/** Sends plans to Kafka when they are due, in this process or in processes of its own. */
@NullMarked
package dev.millrace.load.send;

import org.jspecify.annotations.NullMarked;
