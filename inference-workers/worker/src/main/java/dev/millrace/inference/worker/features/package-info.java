/** Features that a model asks for by name: read for a whole batch before the model runs. */
@NullMarked
package dev.millrace.inference.worker.features;

import org.jspecify.annotations.NullMarked;
