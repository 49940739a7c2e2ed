/** The head of models that are served as they are: tensors in, tensors out, no Java to write. */
@NullMarked
package dev.millrace.inference.worker.tensor;

import org.jspecify.annotations.NullMarked;
