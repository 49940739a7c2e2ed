/** What is looked up once a second beside the results: lag of the consumer groups, processor, memory and energy of the processes. */
@NullMarked
package dev.millrace.load.witness.sample;

import org.jspecify.annotations.NullMarked;
