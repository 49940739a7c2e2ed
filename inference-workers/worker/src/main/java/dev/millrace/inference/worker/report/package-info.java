/** What a worker reports of its work to whoever scales the workers. */
@NullMarked
package dev.millrace.inference.worker.report;

import org.jspecify.annotations.NullMarked;
