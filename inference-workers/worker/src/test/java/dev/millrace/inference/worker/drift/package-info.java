@NullMarked
package dev.millrace.inference.worker.drift;

import org.jspecify.annotations.NullMarked;
