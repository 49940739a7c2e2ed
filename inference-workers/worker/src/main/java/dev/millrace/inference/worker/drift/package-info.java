/** Whether what a model sees and says is still what it was when it began to serve. */
@NullMarked
package dev.millrace.inference.worker.drift;

import org.jspecify.annotations.NullMarked;
